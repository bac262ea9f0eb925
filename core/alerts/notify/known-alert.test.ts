import { describe, expect, it } from 'vitest';
import { createAlertBook } from './alert-book.ts';
import { fingerprintOf } from './fingerprint.ts';
import { mergeAlert, toKnown } from './known-alert.ts';
import { alertMemory } from './memories.ts';
import { alertOf, memoryDocuments } from './testing/memory.ts';

const labels = { alertname: 'High latency' };
const nowMs = 1_800_000_000_000;
const from = (startsAtMs: number, endsAtMs: number) => toKnown(alertOf(labels, startsAtMs, { endsAtMs }), nowMs);

describe('an alert that is spoken of again', () => {
  it.each([
    ['lasts as long as the later word says', [-60, 60], [-60, 90], [-60, 90]],
    ['ends when it is said to have ended', [-60, 60], [-60, -5], [-60, -5]],
    ['keeps its earlier start where the episodes overlap', [-60, 60], [-20, 90], [-60, 90]],
    ['keeps a later end that was known of', [-60, 90], [-60, 60], [-60, 90]],
    ['is a new episode where the old one is over', [-90, -60], [-10, 60], [-10, 60]],
  ])('%s', (_, old, next, merged) => {
    const at = ([start, end]: number[]) => from(nowMs + start! * 1000, nowMs + end! * 1000);
    const { startsAtMs, endsAtMs } = mergeAlert(at(old), at(next), nowMs);
    expect([startsAtMs, endsAtMs].map((ms) => (ms - nowMs) / 1000)).toEqual(merged);
  });
});

it('has the fingerprint Prometheus gives a label set, whatever the order; a label without a value is none', () => {
  // From model/labelset_test.go and signature_test.go of prometheus/common, and a running Alertmanager 0.25.
  expect(fingerprintOf({})).toBe('cbf29ce484222325');
  expect(fingerprintOf({ alertname: 'Kitchen busy', severity: 'page', team: 'kitchen' })).toBe('c4ab060adb8b244e');
  expect(fingerprintOf({ b: '2', a: '1' })).toBe(fingerprintOf({ a: '1', b: '2' }));
  expect(toKnown(alertOf({ ...labels, team: '' }, 0), 0).fingerprint).toBe(fingerprintOf(labels));
});

describe('a restart', () => {
  const restart = (documents = memoryDocuments()) => ({ documents, book: createAlertBook(alertMemory(documents)) });

  it('ends no alert before the rules had time to speak, and forgets no end', () => {
    const { documents, book } = restart();
    book.receive(alertOf(labels, nowMs, { endsAtMs: nowMs + 60_000 }), nowMs);
    book.receive(alertOf({ alertname: 'Over' }, nowMs, { endsAtMs: nowMs + 60_000 }), nowMs);
    book.receive(alertOf({ alertname: 'Over' }, nowMs, { endsAtMs: nowMs + 5 }), nowMs + 10);
    const laterMs = nowMs + 3_600_000;
    const known = restart(documents).book.open(laterMs);
    const endsAt = Object.fromEntries(known.map((alert) => [alert.labels['alertname'], alert.endsAtMs]));
    expect(endsAt).toEqual({ 'High latency': laterMs + 300_000, Over: nowMs + 5 });
  });

  it('remembers what ended for a while only', () => {
    const { documents, book } = restart();
    book.receive(alertOf(labels, nowMs, { endsAtMs: nowMs + 60_000 }), nowMs);
    book.prune(nowMs + 120_000);
    expect(book.all()).toHaveLength(1);
    book.prune(nowMs + 3_600_000);
    expect(book.all()).toEqual([]);
    expect(restart(documents).book.open(nowMs)).toEqual([]);
  });
});
