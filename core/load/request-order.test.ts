import { describe, expect, it } from 'vitest';
import { type LoadOrder } from '../shared/index.ts';
import { createRequestOrder, mostRequests } from './request-order.ts';
import type { PreparedPart } from './requests.ts';

/** A part whose requests are told apart by their path. */
const part = (name: string, count: number, weight = 1): PreparedPart => ({
  weight,
  requests: Array.from({ length: count }, (_, i) => ({ method: 'POST', path: `/${name}${i}`, body: null })),
});
const take = (count: number, parts: PreparedPart[], kind: LoadOrder['kind'], seed = 1) => {
  const next = createRequestOrder(parts, { kind, seed });
  return Array.from({ length: count }, () => next()?.path ?? null);
};
const sorted = (paths: (string | null)[]) => paths.map(String).sort((a, b) => a.localeCompare(b));
const all = ['/a0', '/a1', '/a2', '/a3', '/a4'];

describe('the order of requests', () => {
  it('in turn goes through the list over and over', () => {
    expect(take(7, [part('a', 5)], 'round-robin')).toEqual([...all, '/a0', '/a1']);
  });

  it('shuffled once sends each once and then has no more', () => {
    const sent = take(7, [part('a', 5)], 'shuffled-once');
    expect(sorted(sent.slice(0, 5))).toEqual(all);
    expect(sent.slice(5)).toEqual([null, null]);
  });

  it('in shuffled loops sends each once a loop, in another order each time', () => {
    const sent = take(15, [part('a', 5)], 'shuffled-loops');
    const loops = [sent.slice(0, 5), sent.slice(5, 10), sent.slice(10)];
    for (const loop of loops) expect(sorted(loop)).toEqual(all);
    expect(new Set(loops.map(String)).size).toBeGreaterThan(1);
  });

  it('is the same for the same seed, and another for another', () => {
    const parts = [part('a', 50, 3), part('b', 1, 2)];
    expect(take(200, parts, 'shuffled-loops', 7)).toEqual(take(200, parts, 'shuffled-loops', 7));
    expect(take(200, parts, 'shuffled-loops', 8)).not.toEqual(take(200, parts, 'shuffled-loops', 7));
  });

  it('draws the kinds of a mix by their weights', () => {
    const sent = take(13_000, [part('health', 1), part('picture', 1, 10), part('broken', 1, 2)], 'round-robin');
    const share = (path: string) => sent.filter((sentPath) => sentPath === path).length / 13_000;
    // Five standard deviations of a binomial share over 13,000 draws are below 0.02.
    expect(Math.abs(share('/health0') - 1 / 13)).toBeLessThan(0.02);
    expect(Math.abs(share('/picture0') - 10 / 13)).toBeLessThan(0.02);
    expect(Math.abs(share('/broken0') - 2 / 13)).toBeLessThan(0.02);
  });

  it('bounds how many there will be by the limit, and by the pictures that are sent once', () => {
    const parts = [part('a', 5)];
    expect(mostRequests(parts, { order: { kind: 'shuffled-once' }, maxRequests: 100 })).toBe(5);
    expect(mostRequests(parts, { order: { kind: 'shuffled-once' }, maxRequests: 3 })).toBe(3);
    expect(mostRequests(parts, { order: { kind: 'shuffled-loops' }, maxRequests: 100 })).toBe(100);
  });
});
