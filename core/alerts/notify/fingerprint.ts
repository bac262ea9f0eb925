import type { Labels } from '../../shared/index.ts';

/** The offset basis, 0xcbf29ce484222325, and the prime, 2^40 + 0x1b3, in halves: a big integer a byte is slow. */
const OFFSET = [0xcbf29ce4, 0x84222325] as const;
const PRIME_LOW = 0x1b3;
/** No UTF-8 text has this byte, so that names and values cannot run into one another. */
const SEPARATOR = 255;

/** FNV-1a of 64 bits over the labels in order of their names: the fingerprint Prometheus and Alertmanager give a label set. */
export function fingerprintOf(labels: Labels): string {
  let [high, low]: [number, number] = [...OFFSET];
  const add = (byte: number) => {
    const mixed = (low ^ byte) >>> 0;
    const product = mixed * PRIME_LOW; // below 2^53
    low = product >>> 0;
    // What the low half carries, the high half times the low of the prime, and the low half times 2^40: shifted by 8.
    high = (Math.floor(product / 2 ** 32) + high * PRIME_LOW + mixed * 256) % 2 ** 32;
  };
  for (const name of Object.keys(labels).sort()) {
    for (const text of [bytesOf(name), bytesOf(labels[name]!)]) {
      for (let i = 0; i < text.length; i++) add(text.charCodeAt(i));
      add(SEPARATOR);
    }
  }
  return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
}

/** UTF-8 as one character a byte; most label values are their own. */
const bytesOf = (text: string): string => (/^[\0-\x7f]*$/.test(text) ? text : Buffer.from(text).toString('latin1'));
