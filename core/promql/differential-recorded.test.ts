import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { findPrometheus } from './differential/fetch-prometheus.ts';
import { startPrometheus } from './differential/real-prometheus.ts';
import { readRecorded, RECORDED_JOB, recordedQueries, startTarget } from './differential/recorded-samples.ts';
import { askBothMany, bothSides } from './differential/side-by-side.ts';

const found = await findPrometheus();
const RECORD_MS = 15_000;

it('answers the same as a real Prometheus on what that has scraped from a running process', async (context) => {
  if ('missing' in found) return context.skip(found.missing);
  const target = await startTarget();
  const real = await startPrometheus(found.path, { address: target.address, job: RECORDED_JOB });
  try {
    await setTimeout(RECORD_MS);
    // A scrape has its time from when it began, and may take up to its time-out of a second.
    const endMs = Math.floor(Date.now() / 1000) * 1000 - 3000;
    const recorded = await readRecorded(real, endMs);
    expect(recorded.length).toBeGreaterThan(50);
    const queries = recordedQueries.flatMap((query) => [
      { query, startMs: endMs, endMs, stepMs: null },
      { query, startMs: endMs - RECORD_MS, endMs, stepMs: 700 },
    ]);
    expect(await askBothMany(bothSides(real, recorded), queries)).toEqual([]);
  } finally {
    await real.stop();
    await target.stop();
  }
}, 60_000);
