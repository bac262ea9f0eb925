import { z } from 'zod';
import { AlertCourse } from './alert-courses.ts';
import { Band } from './bands.ts';
import { Dashboard } from './dashboard.ts';
import { Labels } from './series.ts';

/** The most device pixels of a picture: 256 MB while it is drawn. */
export const MOST_PIXELS = 64_000_000;

/** A dashboard, or one panel of it, to be drawn over a range of time. */
export const CaptureTask = z.object({
  dashboard: Dashboard,
  /** null draws the whole dashboard. */
  panelId: z.number().nullable(),
  fromMs: z.number(),
  toMs: z.number(),
  /** Of the picture, in px. */
  width: z.number(),
  /** null: as high as what is drawn. */
  height: z.number().nullable(),
  /** Device pixels of a px. */
  ratio: z.number(),
  theme: z.enum(['light', 'dark']),
  /** In place of the dashboard's own title. */
  title: z.string().nullable(),
  scrapeIntervalMs: z.number(),
  /** Choices for the dashboard's variables, by name. */
  variables: z.record(z.string(), z.array(z.string())),
  bands: z.array(Band),
  /** What alerts went through; each panel shows those that are about it. */
  alerts: z.array(AlertCourse),
  /** Files of the fonts to write with. */
  fonts: z.array(z.string()),
});
export type CaptureTask = z.infer<typeof CaptureTask>;

/** A query the drawing needs answered: at one moment, or at startMs, startMs + stepMs, … up to endMs. */
export const CaptureQuery = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('instant'), expr: z.string(), atMs: z.number() }),
  z.object({
    kind: z.literal('range'),
    expr: z.string(),
    startMs: z.number(),
    endMs: z.number(),
    stepMs: z.number(),
  }),
]);
export type CaptureQuery = z.infer<typeof CaptureQuery>;

const Floats = z.custom<Float64Array>((value) => value instanceof Float64Array);

/** Unix ms and values, both of shape [n]. */
export const CaptureSeries = z.object({ labels: Labels, timestampsMs: Floats, values: Floats });
export type CaptureSeries = z.infer<typeof CaptureSeries>;

/** What the process that draws says. */
export const FromCapture = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('ask'), id: z.number(), query: CaptureQuery }),
  z.object({ type: z.literal('picture'), png: z.instanceof(Uint8Array) }),
  /** It cannot be drawn as it was asked for; the sentence says why. */
  z.object({ type: z.literal('refused'), reason: z.string() }),
  z.object({ type: z.literal('failed'), reason: z.string() }),
]);
export type FromCapture = z.infer<typeof FromCapture>;

/** What it is told. */
export const ToCapture = z.discriminatedUnion('type', [
  z.object({ type: z.literal('task'), task: CaptureTask }),
  z.object({ type: z.literal('answer'), id: z.number(), series: z.array(CaptureSeries) }),
  z.object({ type: z.literal('unanswered'), id: z.number(), reason: z.string() }),
]);
export type ToCapture = z.infer<typeof ToCapture>;
