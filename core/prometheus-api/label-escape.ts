/**
 * Undoes Prometheus's "value encoding" of names that are not classic: `U__` in front, `__` for an underscore, `_263A_`
 * for the character with that code point. A text that is not well formed in it is a name as it stands.
 * Source: the Prometheus UTF-8 escaping proposal.
 */
export function unescapeName(text: string): string {
  if (!text.startsWith('U__')) return text;
  const body = text.slice(3);
  let name = '';
  let end = 0;
  for (const part of body.matchAll(/_(?:_|([0-9A-Fa-f]{1,6})_)|[^_]+/g)) {
    if (part.index !== end) return text;
    end += part[0].length;
    if (part[0] === '__') name += '_';
    else if (part[1] === undefined) name += part[0];
    else if (isScalarValue(parseInt(part[1], 16))) name += String.fromCodePoint(parseInt(part[1], 16));
    else return text;
  }
  return end === body.length ? name : text;
}

const isScalarValue = (code: number): boolean => code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
