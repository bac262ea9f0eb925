import type { Labels } from '../../shared/index.ts';

const OFFSET = 14695981039346656037n;
const PRIME = 1099511628211n;
/** No UTF-8 text has this byte, so that names and values cannot run into one another. */
const SEPARATOR = 255;

/** FNV-1a of 64 bits over the labels in order of their names: the fingerprint Prometheus and Alertmanager give a label set. */
export function fingerprintOf(labels: Labels): string {
  let sum = OFFSET;
  const add = (byte: number) => {
    sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * PRIME);
  };
  for (const name of Object.keys(labels).sort()) {
    for (const text of [name, labels[name]!]) {
      for (const byte of Buffer.from(text)) add(byte);
      add(SEPARATOR);
    }
  }
  return sum.toString(16).padStart(16, '0');
}
