// Appends a scrape to the store named on the command line, again and again, and says after each that it is done.
import { writeSync } from 'node:fs';
import { openStore } from '../index.ts';

const [file = '', series = '50'] = process.argv.slice(2);
const store = openStore({ file });
const refs = Uint32Array.from({ length: Number(series) }, (_, i) => store.seriesRef({ __name__: 'm', i: String(i) }));
for (let scrape = 0; ; scrape++) {
  const values = Float64Array.from(refs, (_, i) => i * scrape);
  store.append({ refs, timestampsMs: 1_800_000_000_000 + scrape * 5000, values, stale: null });
  writeSync(1, `${scrape}\n`);
}
