import { z } from 'zod';

/** A note about a moment, or about a span of time; drawn on every chart that shows it. */
const fields = {
  fromMs: z.number(),
  /** The same as `fromMs` for a moment. */
  toMs: z.number(),
  text: z.string(),
  tags: z.array(z.string()),
  /** Who wrote it: `person`, or the part of Telltale that did. */
  source: z.string(),
};

export const Annotation = z.object({ id: z.string(), ...fields });
export type Annotation = z.infer<typeof Annotation>;

export const NewAnnotation = z
  .strictObject({
    /** Now, unless given. */
    fromMs: z.number().int().min(0).optional(),
    /** The same moment, unless given. */
    toMs: z.number().int().min(0).optional(),
    text: z.string().trim().min(1, 'say something').max(500),
    tags: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
  })
  .refine(({ fromMs, toMs }) => toMs === undefined || (fromMs !== undefined && fromMs <= toMs), {
    path: ['toMs'],
    message: 'a span ends after it begins: give fromMs, and toMs not before it',
  });
export type NewAnnotation = z.infer<typeof NewAnnotation>;
