import { describe, expect, it } from 'vitest';
import { createPredictionLog } from './prediction-log.ts';

const record = (id: string) => ({
  id,
  timeMs: 1,
  model: 'm',
  modelVersion: '1',
  classIndex: 0,
  label: 'a',
  confidence: 0.5,
  latencyMs: 2,
});

function logOf(count: number, capacity: number) {
  const log = createPredictionLog(capacity);
  for (let i = 0; i < count; i++) log.add(record(`p${i}`));
  return log;
}
const ids = (page: { records: { id: string }[] }) => page.records.map(({ id }) => id);

describe('the prediction log', () => {
  it('is read page by page with the cursor it gives', () => {
    const log = logOf(5, 100);
    const first = log.page(0, 3);
    expect(ids(first)).toEqual(['p0', 'p1', 'p2']);
    const second = log.page(first.next, 3);
    expect(ids(second)).toEqual(['p3', 'p4']);
    expect(log.page(second.next, 3)).toMatchObject({ records: [], next: 5, lost: 0 });
  });

  it('says how many records left before they were read', () => {
    const page = logOf(10, 4).page(2, 100);
    expect(ids(page)).toEqual(['p6', 'p7', 'p8', 'p9']);
    expect(page).toMatchObject({ next: 10, lost: 4 });
  });

  it('starts anew for a cursor of another life', () => {
    expect(ids(logOf(2, 4).page(900, 10))).toEqual(['p0', 'p1']);
  });

  it('has another epoch in every life', () => {
    expect(logOf(0, 1).page(0, 1).epoch).not.toBe(logOf(0, 1).page(0, 1).epoch);
  });

  it('gives ids that differ even within a millisecond', () => {
    const log = createPredictionLog(10);
    const made = Array.from({ length: 1000 }, () => log.nextId(1_795_000_000_000));
    expect(new Set(made).size).toBe(1000);
    expect(made[0]).toMatch(/^[a-z0-9]{14}$/);
  });
});
