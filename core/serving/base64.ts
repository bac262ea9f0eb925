/**
 * Decodes base64 text given as its bytes, standard or URL-safe alphabet, padded, line breaks allowed; a `data:` URL's
 * prefix is taken off. Returns null when it is anything else: Node's own decoder would skip what it does not know.
 */
export function decodeBase64(ascii: Uint8Array): Uint8Array | null {
  let text = Buffer.from(ascii.buffer, ascii.byteOffset, ascii.byteLength).toString('latin1');
  if (text.startsWith('data:')) {
    const comma = text.indexOf(',');
    if (comma < 0 || !text.slice(0, comma).endsWith(';base64')) return null;
    text = text.slice(comma + 1);
  }
  if (text.includes('\n')) text = text.replace(/\r?\n/g, '');
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(text, 'base64');
  // A skipped character, or padding in the middle, leaves fewer bytes than the length of the text promises.
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : null;
}
