import { describe, expect, it } from 'vitest';
import { openStore } from './open-store.ts';

const note = (fromMs: number, toMs = fromMs) => ({ fromMs, toMs, text: `at ${fromMs}`, tags: ['a'], source: 'person' });

describe('annotations', () => {
  it('are listed by the time they meet, oldest first, and are gone once deleted', () => {
    const store = openStore({ file: ':memory:' });
    const { annotations } = store;
    const moment = annotations.add(note(1_000));
    const span = annotations.add(note(500, 1_500));
    annotations.add(note(3_000));
    expect(annotations.list(10, 1_200, 2_000)).toEqual([span]);
    expect(annotations.list(10, 900, 1_100)).toEqual([span, moment]);
    expect(annotations.list(1)).toMatchObject([{ fromMs: 3_000 }]);
    expect(annotations.delete(span.id)).toBe(true);
    expect(annotations.delete(span.id)).toBe(false);
    expect(annotations.list(10)).toHaveLength(2);
    store.close();
  });
});
