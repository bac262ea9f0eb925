import { z } from 'zod';
import { LoadSchedule } from './load-schedule.ts';

/** Which of the pictures shipped with Telltale. */
export const ImageSet = z.enum(['test', 'evaluation', 'lookalikes', 'restyled']);
export type ImageSet = z.infer<typeof ImageSet>;

/** One kind of request a plan may send. Pictures go as the JSON body `{"image": "<base64>"}`. */
export const LoadPayload = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('images'), set: ImageSet }),
  /** Every JPEG, PNG and WebP in a folder of this machine and the folders in it. */
  z.strictObject({ kind: z.literal('folder'), path: z.string().min(1).max(4096) }),
  /** `{}`: a body without the field that is asked for. */
  z.strictObject({ kind: z.literal('empty') }),
  /** A body of the right shape whose image is none. */
  z.strictObject({ kind: z.literal('undecodable') }),
  /** GET /health, without a body. */
  z.strictObject({ kind: z.literal('health') }),
]);
export type LoadPayload = z.infer<typeof LoadPayload>;

/** `weight` out of the sum of all weights is the share of requests that are of this kind. */
export const LoadMixPart = z.strictObject({
  weight: z.number().int().min(1).max(1000).default(1),
  payload: LoadPayload,
});
export type LoadMixPart = z.infer<typeof LoadMixPart>;

/** What HTTP itself sets; a plan that set it too would break the request. */
const reservedHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'upgrade']);

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'is not the name of a header')
  .refine((name) => !reservedHeaders.has(name.toLowerCase()), 'is set by the generator itself');
const headerValue = z.string().regex(/^[\t\x20-\x7e]{0,4000}$/, 'has characters that a header may not have');

/** A path alone: with two slashes in front it would name a host, and a space would end it. */
const servicePath = z
  .string()
  .max(2000)
  .regex(/^\/(?!\/)[\x21-\x7e]*$/, 'must be a path like /predict, with spaces and the like written as %20');

export const LoadTarget = z.discriminatedUnion('kind', [
  /** Telltale's own service, with its API key if it has one. */
  z.strictObject({ kind: z.literal('service'), path: servicePath.default('/predict') }),
  /** Another one. Health checks go to /health of the same origin; everything else to `url` itself. */
  z.strictObject({
    kind: z.literal('url'),
    url: z.url({ protocol: /^https?$/ }).max(2000),
    method: z.enum(['POST', 'PUT', 'PATCH', 'GET', 'DELETE']).default('POST'),
    headers: z.record(headerName, headerValue).default({}),
  }),
]);
export type LoadTarget = z.infer<typeof LoadTarget>;

/**
 * In which order the pictures of a folder or set are sent. `round-robin`: as they are listed, over and over.
 * `shuffled-once`: in a random order, each once, and with the last the run ends. `shuffled-loops`: over and over, in a
 * new random order each time. The same seed gives the same order, also of the kinds of requests in a mix.
 */
export const LoadOrder = z.strictObject({
  kind: z.enum(['round-robin', 'shuffled-once', 'shuffled-loops']),
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
});
export type LoadOrder = z.infer<typeof LoadOrder>;

/** What a run has to keep to get a good verdict; what is left out is not judged. */
export const LoadThresholds = z.strictObject({
  p95BelowMs: z.number().positive().max(120_000).optional(),
  p99BelowMs: z.number().positive().max(120_000).optional(),
  /** Errors out of all requests, 0 to 1. Dropped requests count as errors. */
  errorShareBelow: z.number().min(0).max(1).optional(),
  ratePerSecondAbove: z.number().nonnegative().max(1_000_000).optional(),
});
export type LoadThresholds = z.infer<typeof LoadThresholds>;

/** No run sends more than this, whatever its plan says. */
export const MAX_LOAD_REQUESTS = 20_000_000;

/** A load plan is data: where to, what, in which order, when, and what is good enough. It always has an end. */
export const LoadPlan = z
  .strictObject({
    /** Identifier of a built-in plan, or the user's own. */
    name: z
      .string()
      .min(1)
      .max(80)
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'use lower-case letters, digits and dashes'),
    title: z.string().min(1).max(120),
    description: z.string().max(500).default(''),
    target: LoadTarget.default({ kind: 'service', path: '/predict' }),
    mix: z
      .array(LoadMixPart)
      .min(1)
      .max(20)
      .default([{ weight: 1, payload: { kind: 'images', set: 'test' } }]),
    order: LoadOrder.default({ kind: 'round-robin', seed: 1 }),
    schedule: LoadSchedule,
    /** Meant to be stopped by a person or a scenario: the time of the schedule is only the longest it may take. */
    untilStopped: z.boolean().default(false),
    maxRequests: z.number().int().min(1).max(MAX_LOAD_REQUESTS).default(MAX_LOAD_REQUESTS),
    timeoutMs: z.number().int().min(100).max(120_000).default(5_000),
    /** False opens a connection for each request. */
    keepAlive: z.boolean().default(true),
    thresholds: LoadThresholds.default({}),
  })
  .refine(({ order, mix }) => order.kind !== 'shuffled-once' || (mix.length === 1 && hasPictures(mix[0]!.payload)), {
    path: ['order', 'kind'],
    message: 'sending each picture once takes a plan that sends nothing but one set or folder of pictures',
  });
export type LoadPlan = z.infer<typeof LoadPlan>;

/** Other load generators a plan can be written for. */
export const LoadTool = z.enum(['k6', 'locust']);
export type LoadTool = z.infer<typeof LoadTool>;

export const hasPictures = ({ kind }: LoadPayload): boolean => kind === 'images' || kind === 'folder';
