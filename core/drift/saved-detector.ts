import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { badInput } from './bad-input.ts';
import type { Matrix } from './matrix.ts';

/** A detector as it is written to disk: plain JSON. `version` rises when the meaning of `state` changes. */
export const SavedDetector = z.object({
  format: z.literal('telltale-drift-detector'),
  version: z.literal(1),
  detector: z.string(),
  /** CRC-32 of the JSON text of `state`: a detector with one wrong digit would alarm wrongly for ever. */
  checksum: z.int(),
  state: z.record(z.string(), z.unknown()),
});
export type SavedDetector = z.infer<typeof SavedDetector>;

/** Rows as base64 of their little-endian bytes: exact, and a third of the size of decimals. */
export const SavedMatrix = z.object({
  rows: z.int().nonnegative(),
  cols: z.int().positive(),
  dtype: z.enum(['float32', 'float64']),
  base64: z.base64(),
});
export type SavedMatrix = z.infer<typeof SavedMatrix>;

export const seal = (detector: string, state: Record<string, unknown>): SavedDetector => ({
  format: 'telltale-drift-detector',
  version: 1,
  detector,
  checksum: crc32(JSON.stringify(state)),
  state,
});

/** What a saved detector holds, once it is known to be whole. Throws `bad_request` saying what is wrong with it. */
export function unseal(saved: unknown): SavedDetector {
  const parsed = SavedDetector.safeParse(saved);
  if (!parsed.success) throw damaged(parsed.error);
  // Taken over the state as it came: parsing may have put its keys into another order.
  const { state } = saved as SavedDetector;
  if (crc32(JSON.stringify(state)) !== parsed.data.checksum) throw damaged('its checksum does not match');
  return parsed.data;
}

export function parseState<S extends z.ZodType>(schema: S, state: unknown): z.output<S> {
  const parsed = schema.safeParse(state);
  if (!parsed.success) throw damaged(parsed.error);
  return parsed.data;
}

export function damaged(cause: z.ZodError | string) {
  const issue = typeof cause === 'string' ? undefined : cause.issues[0]!;
  const reason = issue ? `${issue.path.join('.') || 'it'}: ${issue.message}` : String(cause);
  return badInput(`The saved drift detector cannot be used: ${reason}. Configure it anew from its reference.`);
}

export function packMatrix({ rows, cols, data }: Matrix): SavedMatrix {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const dtype = data instanceof Float32Array ? 'float32' : 'float64';
  return { rows, cols, dtype, base64: bytes.toString('base64') };
}

export function unpackMatrix({ rows, cols, dtype, base64 }: SavedMatrix): Matrix {
  const bytes = Buffer.from(base64, 'base64');
  const size = dtype === 'float32' ? 4 : 8;
  if (bytes.length !== rows * cols * size) throw damaged(`${rows} x ${cols} numbers do not fit ${bytes.length} bytes`);
  // Buffers share a pool whose offsets need not be aligned; a copy is.
  const aligned = new Uint8Array(bytes).buffer;
  return { rows, cols, data: size === 4 ? new Float32Array(aligned) : new Float64Array(aligned) };
}
