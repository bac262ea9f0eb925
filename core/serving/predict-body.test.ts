import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidBody } from './invalid-body.ts';
import { pictureInJson } from './predict-body.ts';

const ownBuffer = (text: string) => Buffer.from(new TextEncoder().encode(text).buffer);
const textIn = (body: string) => Buffer.from(pictureInJson(ownBuffer(body)).bytes).toString('latin1');
function issueOf(body: string) {
  try {
    pictureInJson(ownBuffer(body));
  } catch (error) {
    return (error as InvalidBody).issues[0];
  }
  throw new Error('the body was accepted');
}

describe('the JSON body of /predict', () => {
  it.each([
    '{"image":"aGk="}',
    ' {\n  "image" : "aGk="\n}\n',
    '{"image": "aGk=", "threshold": 0.5}',
    '{"name": "x", "image": "aGk="}',
    '{"im\\u0061ge": "aG\\u006b="}',
  ])('holds a picture: %s', (body) => {
    expect(textIn(body)).toBe('aGk=');
  });

  it('is read without a parser to the same text as with one', () => {
    const outcome = (read: () => string) => {
      try {
        return read();
      } catch {
        return 'refused';
      }
    };
    const space = fc.constantFrom('', ' ', '\n', ' \t\r\n');
    const text = fc.oneof(fc.base64String(), fc.string());
    const after = fc.constantFrom('', ',"more":1', ' garbage', ',"image":"second"');
    const bodies = fc.tuple(space, space, text, after).map(([around, between, value, rest]) => {
      const body = `${between}"image":${between}${JSON.stringify(value)}${rest}`;
      return `${around}{${body}}${around}`;
    });
    fc.assert(
      fc.property(bodies, (body) => {
        const parsed = outcome(() => (JSON.parse(body) as { image: string }).image);
        expect(outcome(() => textIn(body))).toBe(parsed);
      }),
    );
  });

  it.each([
    { body: '{}', issue: { type: 'missing', loc: ['body', 'image'], msg: 'Field required', input: {} } },
    {
      body: '{"image": 7}',
      issue: { type: 'string_type', loc: ['body', 'image'], msg: 'Input should be a valid string', input: 7 },
    },
    {
      body: '[1]',
      issue: {
        type: 'model_attributes_type',
        loc: ['body'],
        msg: 'Input should be a valid dictionary or object to extract fields from',
        input: [1],
      },
    },
    { body: '', issue: { type: 'missing', loc: ['body'], msg: 'Field required', input: null } },
    { body: '{"image": ', issue: { type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error' } },
    { body: '{"image": "a\nb"}', issue: { type: 'json_invalid', loc: ['body', 0] } },
  ])('is refused as FastAPI refuses it: $body', ({ body, issue }) => {
    expect(issueOf(body)).toMatchObject(issue);
  });
});
