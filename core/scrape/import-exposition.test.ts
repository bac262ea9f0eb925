import { Readable } from 'node:stream';
import { createGunzip, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { importExposition, type SampleImporter } from './index.ts';
import { Notebook } from './testdata/notebook.ts';

let notebook: Notebook;
let importer: SampleImporter;
beforeEach(() => {
  notebook = new Notebook();
  importer = {
    seriesRef: (labels) => notebook.seriesRef(labels),
    setMetadata: (entries) => notebook.setMetadata(entries),
    importBatch: async (batch) => notebook.append(batch),
  };
});

const options = { nowMs: 5000 };
const inPieces = (text: string, size: number): Readable => {
  const bytes = Buffer.from(text);
  return Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size)),
  );
};

describe('importing exposition text', () => {
  it('takes lines with their own times, and the time of import where there is none', async () => {
    const text =
      '# TYPE h histogram\nh_bucket{le="1",city="Zürich"} 3 1000\nh_bucket{le="1",city="Zürich"} 4 2000\nm 1';
    expect(await importExposition(inPieces(text, 7), importer, options)).toEqual({
      samples: 3,
      imported: 3,
      duplicates: 0,
      refused: 0,
    });
    expect(notebook.series).toEqual([
      {
        labels: { __name__: 'h_bucket', le: '1.0', city: 'Zürich' },
        samples: [
          { timeMs: 1000, value: 3 },
          { timeMs: 2000, value: 4 },
        ],
      },
      { labels: { __name__: 'm' }, samples: [{ timeMs: 5000, value: 1 }] },
    ]);
    expect(notebook.types.get('h')).toBe('histogram');
  });

  it('takes text of any length, also unpacked on the way', async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `m{i="${i % 7}"} ${i} ${i}\n`);
    const body = Readable.from([gzipSync(lines.join(''))]).pipe(createGunzip());
    expect((await importExposition(body, importer, options)).imported).toBe(60_000);
    expect(notebook.series.map(({ samples }) => samples.length)).toEqual([8572, 8572, 8572, 8571, 8571, 8571, 8571]);
  });

  it('reads seconds in OpenMetrics', async () => {
    await importExposition(inPieces('m 1 1.5\n# EOF\n', 3), importer, { ...options, format: 'openmetrics' });
    expect(notebook.series[0]!.samples).toEqual([{ timeMs: 1500, value: 1 }]);
  });

  it('says which line cannot be read, having taken those before it', async () => {
    const text = `${'m 1 1\n'.repeat(100_000)}oops\n`;
    await expect(importExposition(inPieces(text, 65_536), importer, options)).rejects.toThrow(
      /line 100001: expected a value.*The 100000 samples before it were taken/,
    );
    await expect(importExposition(Readable.from([Buffer.from([0xff, 10])]), importer, options)).rejects.toThrow(
      'UTF-8',
    );
    await expect(importExposition(inPieces('x'.repeat(2_000_000), 65_536), importer, options)).rejects.toThrow(
      'longer than',
    );
  });
});
