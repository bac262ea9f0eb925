import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64 } from './base64.ts';

const decode = (text: string) => decodeBase64(Buffer.from(text, 'latin1'));

describe('base64', () => {
  it('gives back whatever was encoded, also URL-safe and with line breaks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        const lines = text.replace(/.{76}/g, '$&\r\n');
        const urlSafe = text.replaceAll('+', '-').replaceAll('/', '_');
        for (const form of [text, lines, urlSafe]) expect(Buffer.from(decode(form)!)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('takes the prefix of a data URL off', () => {
    expect(decode('data:image/png;base64,aGk=')).toEqual(Buffer.from('hi'));
    expect(decode('data:image/png,hi')).toBeNull();
    expect(decode('data:')).toBeNull();
  });

  it('knows every text with one foreign character from base64', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 90 });
    const foreign = fc.constantFrom(...' !"#$%&()*.:;<>?@[]^`{|}~\u00e9\u0000'.split(''));
    fc.assert(
      fc.property(bytes, fc.nat(), foreign, (value, place, char) => {
        const text = Buffer.from(value).toString('base64');
        const at = place % text.length;
        expect(decode(text.slice(0, at) + char + text.slice(at + 1))).toBeNull();
      }),
    );
  });

  it.each(['bad data', 'YQ', 'YQ=', 'Y===', '====', 'YQ==YQ==', 'a'])('refuses %j', (text) => {
    expect(decode(text)).toBeNull();
  });
});
