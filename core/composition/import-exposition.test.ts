import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importExposition } from './import-exposition.ts';
import { ImportError } from '../prometheus-api/index.ts';
import { openStore, type Store } from '../store/index.ts';

const nowMs = 1_700_000_000_000;
const dayMs = 86_400_000;
let store: Store;

beforeEach(() => (store = openStore({ file: ':memory:', now: () => nowMs, limits: { maxSeries: 5 } })));
afterEach(() => store.close());

const importText = (text: string) =>
  importExposition(
    (async function* () {
      yield Buffer.from(text);
    })(),
    { store, nowMs, retentionMs: 15 * dayMs },
  );

async function samplesOf(metric: string) {
  const found = await store.select([{ name: '__name__', op: '=', value: metric }], 0, nowMs + dayMs);
  return found.map(({ labels, timestampsMs, values }) => ({
    labels,
    samples: [...timestampsMs].map((t, i) => [t, values[i]]),
  }));
}

describe('an import', () => {
  it('takes samples with their times, in any order, into the past, and now where a line has no time', async () => {
    const text = `m{a="x"} 3 ${nowMs - 1000}\nm{a="x"} 1 ${nowMs - dayMs}\nm{a="x"} 2 ${nowMs - 5000}\nm{a="x"} 4\n`;
    expect(await importText(text)).toEqual({ imported: 4, duplicates: 0, refused: 0, remarks: [] });
    expect(await samplesOf('m')).toEqual([
      {
        labels: { __name__: 'm', a: 'x' },
        samples: [
          [nowMs - dayMs, 1],
          [nowMs - 5000, 2],
          [nowMs - 1000, 3],
          [nowMs, 4],
        ],
      },
    ]);
  });

  it('stores nothing twice', async () => {
    const text = `m 1 ${nowMs - 2000}\nm 2 ${nowMs - 1000}\n`;
    await importText(text);
    expect(await importText(`${text}m 3 ${nowMs}\n`)).toMatchObject({ imported: 1, duplicates: 2 });
    expect((await samplesOf('m'))[0]!.samples).toHaveLength(3);
  });

  it('remembers type and help, and names bounds as a scrape does', async () => {
    const text = `# HELP h How long.\n# TYPE h histogram\nh_bucket{le="1",empty=""} 5 ${nowMs}\n`;
    await importText(text);
    expect(store.metadata().get('h')).toEqual({ type: 'histogram', help: 'How long.', unit: '' });
    expect((await samplesOf('h_bucket'))[0]!.labels).toEqual({ __name__: 'h_bucket', le: '1.0' });
  });

  it('stops at a line it cannot read, names it, and keeps what stood before it', async () => {
    const failed = await importText(`m 1 ${nowMs - 2000}\nm 2 ${nowMs - 1000}\nm two\nm 3 ${nowMs}\n`).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(ImportError);
    const { message, counts } = failed as ImportError;
    expect(message).toMatch(/^line 3: expected a value/);
    expect(counts.imported).toBe(2);
    expect((await samplesOf('m'))[0]!.samples).toHaveLength(2);
  });

  it('refuses the future, which would stand in the way of what is scraped until then', async () => {
    const counts = await importText(`m 1 ${nowMs + 60_000}\nm 2 ${nowMs + dayMs}\n`);
    expect(counts).toMatchObject({ imported: 1, refused: 1 });
    expect(counts.remarks[0]).toMatch(/^1 samples were refused: their times lie in the future/);
  });

  it('remarks on times that look like seconds, and on samples older than they are kept', async () => {
    const { remarks } = await importText(`m 1 ${nowMs / 1000}\nm 2 ${nowMs - 16 * dayMs}\n`);
    expect(remarks).toEqual([
      expect.stringContaining('milliseconds, not seconds'),
      expect.stringContaining('older than the 15d'),
    ]);
  });

  it('counts what there is no room for', async () => {
    const lines = Array.from({ length: 7 }, (_, i) => `m{n="${i}"} ${i} ${nowMs}\n`);
    const counts = await importText(lines.join(''));
    expect(counts).toMatchObject({ imported: 5, refused: 2 });
    expect(counts.remarks[0]).toContain('as many series as it may');
  });
});
