import { z } from 'zod';
import { InvalidBody } from './invalid-body.ts';
import type { Picture } from './worker-messages.ts';

/** A whole PNG, so that "Try it out" in /docs gets an answer as it stands. */
const ONE_ORANGE_PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mO42WQNAAPOAZdop0nRAAAAAElFTkSuQmCC';

/** The JSON body of POST /predict. What else it holds is ignored, as by FastAPI. */
export const PredictRequest = z.object({
  image: z.string().meta({
    description: 'The bytes of a JPEG, PNG or WebP in base64; a data: URL will do as well.',
    format: 'byte',
    examples: [ONE_ORANGE_PIXEL],
  }),
});
export type PredictRequest = z.infer<typeof PredictRequest>;

/** Takes the picture out of a JSON body. Throws `InvalidBody`, worded as FastAPI words it. */
export function pictureInJson(body: Buffer<ArrayBuffer>): Picture {
  return soleImageField(body) ?? { bytes: ownAscii(parseRequest(body).image), encoding: 'base64' };
}

const QUOTE = 0x22;
const OPENING = /^\s*\{\s*"image"\s*:\s*"/;
const CLOSING = /^"\s*\}\s*$/;
const LONGEST_OPENING = 64;

/**
 * The body nearly every client sends, `{"image": "..."}` and nothing else, needs no parser: the text between the
 * quotes goes to the worker as it is. Null for any other body, and for a string with escapes or control characters.
 */
function soleImageField(body: Buffer<ArrayBuffer>): Picture | null {
  const opening = OPENING.exec(body.toString('latin1', 0, LONGEST_OPENING));
  if (opening === null) return null;
  const start = opening[0].length;
  const end = body.indexOf(QUOTE, start);
  if (end < 0 || body.length - end > LONGEST_OPENING || !CLOSING.test(body.toString('latin1', end))) return null;
  const text = body.subarray(start, end);
  return ['\\', '\n', '\r', '\t'].some((char) => text.includes(char)) ? null : { bytes: text, encoding: 'base64' };
}

function parseRequest(body: Buffer): PredictRequest {
  const text = body.toString('utf8');
  if (text.trim() === '') throw new InvalidBody({ type: 'missing', loc: ['body'], msg: 'Field required', input: null });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = (error as SyntaxError).message;
    throw new InvalidBody({
      type: 'json_invalid',
      loc: ['body', 0],
      msg: 'JSON decode error',
      input: {},
      ctx: { error: reason },
    });
  }
  const parsed = PredictRequest.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new InvalidBody(issueOf(json));
}

function issueOf(json: unknown) {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    const msg = 'Input should be a valid dictionary or object to extract fields from';
    return { type: 'model_attributes_type', loc: ['body'], msg, input: json };
  }
  if (!('image' in json)) return { type: 'missing', loc: ['body', 'image'], msg: 'Field required', input: json };
  return { type: 'string_type', loc: ['body', 'image'], msg: 'Input should be a valid string', input: json.image };
}

function ownAscii(text: string): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(new ArrayBuffer(text.length));
  bytes.write(text, 'latin1');
  return bytes;
}
