import { z } from 'zod';

/** One call of the console API. */
export interface Row {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  request: z.ZodObject;
  reply: z.ZodType;
  /** Where a larger body than usual is meant to come. */
  maxBodyBytes?: number;
}

export const nothing = z.strictObject({});
export const byId = z.strictObject({ id: z.string() });
export const byUid = z.strictObject({ uid: z.string() });
export const byName = z.strictObject({ name: z.string() });
