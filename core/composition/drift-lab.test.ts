import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDriftLab } from './drift-lab.ts';

const entry = new URL('./drift-lab-worker.ts', import.meta.url);
const lab = createDriftLab({ entry });
const { driftTest, driftStream } = lab.handlers;

/** Rows of two features around a centre, the same every time. */
const rows = (count: number, centre: number) =>
  Array.from({ length: count }, (_, i) => [centre + Math.sin(i * 12.9898), centre + Math.cos(i * 78.233)]);

describe('the drift lab', () => {
  it('tests a batch and answers the result under the names of the field', async () => {
    const [same, other] = await Promise.all([
      driftTest({ detector: 'mmd', reference: rows(60, 0), sample: rows(30, 0) }),
      driftTest({ detector: 'ks', reference: rows(60, 0), sample: rows(30, 3), options: { p_val: 0.01 } }),
    ]);
    expect(same).toMatchObject({ is_drift: 0, threshold: 0.05 });
    expect(Object.keys(same)).toEqual(['is_drift', 'distance', 'p_val', 'threshold', 'distance_threshold']);
    expect(other).toMatchObject({ is_drift: 1, distance: [expect.any(Number), expect.any(Number)] });
  });

  it('follows a stream, one result for each row', async () => {
    const { results } = await driftStream({
      detector: 'mmd-online',
      reference: rows(60, 0),
      stream: [...rows(5, 0), ...rows(15, 4)],
      options: { ert: 50, window_size: 5 },
    });
    expect(results).toHaveLength(20);
    expect(results[0]).toMatchObject({ is_drift: 0, time: 1, ert: 50 });
    expect(results.at(-1)).toMatchObject({ is_drift: 1, time: 20 });
  });

  it('computes with the choices it is given in place of chance', async () => {
    const given = { ref_inds: [0, 1, 2, 3, 4, 5, 6], init_test_inds: [8, 9], sigma: 1, thresholds: [0.5, 0.25] };
    const { results } = await driftStream({
      detector: 'mmd-online',
      reference: rows(10, 0),
      stream: rows(3, 0),
      options: { ert: 50, window_size: 2, initial: given },
    });
    expect(results.map(({ threshold }) => threshold)).toEqual([0.25, 0.25, 0.25]);
  });

  it.each([
    { what: 'a ragged row', change: { sample: [[1, 2], [3]] }, says: /Row 1 of the sample has 1 number/ },
    { what: 'no rows', change: { reference: [] }, says: /reference is empty/ },
    { what: 'no list', change: { reference: 'rows.csv' }, says: /reference is no list of rows/ },
    { what: 'nothing', change: { sample: undefined }, says: /sample is missing/ },
    { what: 'an empty row', change: { sample: [[]] }, says: /Row 0 of the sample is empty/ },
    {
      what: 'NaN as Python writes it',
      change: {
        sample: [
          [1, 2],
          ['NaN', 2],
        ],
      },
      says: /Row 1 of the sample holds "NaN"/,
    },
    { what: 'too many rows', change: { reference: rows(9000, 0) }, says: /at most 8192/ },
    { what: 'what is no number', change: { reference: [[1, 'a']] }, says: /Row 0 of the reference holds "a"/ },
    { what: 'another width', change: { sample: [[1, 2, 3]] }, says: /3 features/ },
    { what: 'an unknown detector', change: { detector: 'crystal-ball' }, says: /Choose one of mmd/ },
    { what: 'an unknown option', change: { options: { p_value: 0.05 } }, says: /p_value/ },
  ])('refuses $what in words', async ({ change, says }) => {
    const request = { detector: 'mmd', reference: rows(20, 0), sample: rows(10, 0), ...change };
    await expect(driftTest(request)).rejects.toMatchObject({ status: 400, message: expect.stringMatching(says) });
  });

  it('ends what takes too long', async () => {
    const hasty = createDriftLab({ entry, timeoutMs: 50 });
    const options = { n_permutations: 100_000 };
    const request = { detector: 'mmd', reference: rows(500, 0), sample: rows(500, 0), options };
    await expect(hasty.handlers.driftTest(request)).rejects.toThrow(/took longer than 0.05 s/);
    await hasty.service.stop();
  });

  it.each([
    { what: 'a ragged row', change: { stream: [[1, 2], [3]] }, says: /Row 1 of the stream has 1 number/ },
    { what: 'no rows', change: { stream: [] }, says: /stream is empty/ },
    { what: 'another width', change: { stream: [[1, 2, 3]] }, says: /Row 0 of the stream has 3 features/ },
    { what: 'a number that is none', change: { reference: [[1, null]] }, says: /Row 0 of the reference holds null/ },
    { what: 'a test of batches', change: { detector: 'mmd' }, says: /Choose one of mmd-online/ },
  ])('refuses $what in a stream as well', async ({ change, says }) => {
    const options = { ert: 50, window_size: 5 };
    const request = { detector: 'mmd-online', reference: rows(30, 0), stream: rows(10, 0), options, ...change };
    await expect(driftStream(request)).rejects.toMatchObject({ status: 400, message: expect.stringMatching(says) });
  });

  it('says how far it is, and is ended when nobody waits any more', async () => {
    const shares: number[] = [];
    const asked = new AbortController();
    const busy = createDriftLab({
      entry,
      most: 1,
      onProgress(run, share) {
        expect(run).toBe('mine');
        shares.push(share);
        asked.abort();
      },
    });
    const options = { n_permutations: 100_000 };
    const request = { detector: 'mmd', reference: rows(500, 0), sample: rows(500, 0), options, run: 'mine' };
    await expect(busy.handlers.driftTest(request, asked)).rejects.toThrow(/was stopped/);
    expect(shares.length).toBeGreaterThan(0);
    // Its place is free again.
    await busy.handlers.driftTest({ detector: 'ks', reference: rows(20, 0), sample: rows(10, 0) });
  });

  it('lets some wait for their turn, and refuses more', async () => {
    const narrow = createDriftLab({ entry, most: 1, mostWaiting: 1 });
    const request = { detector: 'mmd', reference: rows(20, 0), sample: rows(10, 0) };
    const two = [narrow.handlers.driftTest(request), narrow.handlers.driftTest(request)];
    await expect(narrow.handlers.driftTest(request)).rejects.toMatchObject({ code: 'queue_full', status: 503 });
    expect(await Promise.all(two)).toHaveLength(2);
  });

  it('has its script among those that are built', () => {
    expect(readFileSync(new URL('../../vite.config.ts', import.meta.url), 'utf8')).toContain('drift-lab-worker');
  });
});
