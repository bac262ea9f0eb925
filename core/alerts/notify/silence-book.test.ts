import { beforeEach, describe, expect, it } from 'vitest';
import { NewSilence, silencesOf, silenceState } from '../../shared/index.ts';
import { type Documents, silenceMemory } from './memories.ts';
import { createSilenceBook } from './silence-book.ts';
import { memoryDocuments } from './testing/memory.ts';

const nowMs = 1_800_000_000_000;
const wanted = (more: Partial<NewSilence> = {}): NewSilence => ({
  matchers: [{ name: 'alertname', op: '=', value: 'High latency' }],
  comment: 'Load test',
  createdBy: 'Ada',
  startsAtMs: nowMs,
  endsAtMs: nowMs + 3_600_000,
  ...more,
});

let documents: Documents;
let book: ReturnType<typeof createSilenceBook>;
beforeEach(() => {
  documents = memoryDocuments();
  book = createSilenceBook(silenceMemory(documents));
});

describe('a silence', () => {
  it('keeps alerts quiet from its start up to its end', () => {
    const { id } = book.put(wanted({ startsAtMs: nowMs + 1_000 }), nowMs);
    const alert = { alertname: 'High latency', job: 'food11' };
    const quiet = [0, 1_000, 3_599_999, 3_600_000].map((afterMs) => book.isSilenced(alert, nowMs + afterMs));
    expect(quiet).toEqual([false, true, true, false]);
    const states = [0, 1_000, 3_600_000].map((afterMs) => silenceState(book.list(nowMs)[0]!, nowMs + afterMs));
    expect(states).toEqual(['pending', 'active', 'expired']);
    expect(silencesOf(alert, book.list(nowMs), nowMs + 2_000).map((silence) => silence.id)).toEqual([id]);
  });

  it.each([
    [[{ name: 'job', op: '=', value: 'food11' }], true],
    [[{ name: 'job', op: '!=', value: 'food11' }], false],
    [[{ name: 'job', op: '=~', value: 'food.*' }], true],
    [[{ name: 'job', op: '=~', value: 'food' }], false],
    [
      [
        { name: 'team', op: '!~', value: 'a|b' },
        { name: 'job', op: '=', value: 'food11' },
      ],
      true,
    ],
    [
      [
        { name: 'job', op: '=', value: 'food11' },
        { name: 'alertname', op: '=', value: 'Other' },
      ],
      false,
    ],
  ] as const)('of %j: %s', (matchers, expected) => {
    book.put(wanted({ matchers: [...matchers] }), nowMs);
    expect(book.isSilenced({ alertname: 'High latency', job: 'food11' }, nowMs)).toBe(expected);
  });

  it('can be ended early, and then not again', () => {
    const { id } = book.put(wanted(), nowMs);
    expect(book.end(id, nowMs + 60_000)).toMatchObject({ endsAtMs: nowMs + 60_000 });
    expect(() => book.end(id, nowMs + 61_000)).toThrow(/has ended already/);
    expect(() => book.end('nobody', nowMs)).toThrow(/no silence/);
  });

  it('is changed in place as long as it silences the same, and otherwise followed by a new one', () => {
    const { id } = book.put(wanted(), nowMs);
    const longer = book.put(wanted({ id, endsAtMs: nowMs + 7_200_000, comment: 'Longer' }), nowMs + 1_000);
    expect(longer).toMatchObject({ id, comment: 'Longer' });
    const other = book.put(wanted({ id, matchers: [{ name: 'job', op: '=', value: 'x' }] }), nowMs + 2_000);
    expect(other.id).not.toBe(id);
    expect(book.list(nowMs + 3_000).map((each) => [each.id === other.id, silenceState(each, nowMs + 3_000)])).toEqual([
      [true, 'active'],
      [false, 'expired'],
    ]);
  });

  it('outlives a restart, and is forgotten some days after its end', () => {
    book.put(wanted(), nowMs);
    const again = createSilenceBook(silenceMemory(documents));
    expect(again.isSilenced({ alertname: 'High latency' }, nowMs)).toBe(true);
    again.prune(nowMs + 3_600_000 + 4 * 86_400_000);
    expect(again.list(nowMs)).toHaveLength(1);
    again.prune(nowMs + 3_600_000 + 6 * 86_400_000);
    expect(createSilenceBook(silenceMemory(documents)).list(nowMs)).toEqual([]);
  });

  it.each([
    [{ endsAtMs: nowMs - 1 }, /end after its start/],
    [{ matchers: [] }, /at least one matcher/],
    [{ matchers: [{ name: 'job', op: '=~' as const, value: '.*' }] }, /must ask for something/],
    [{ matchers: [{ name: 'job', op: '=~' as const, value: '(' }] }, /./],
    [{ comment: ' ' }, /says why/],
    [{ createdBy: '' }, /who is it/],
  ])('that makes no sense is refused: %j', (more, message) => {
    expect(NewSilence.safeParse(wanted(more)).error?.message).toMatch(message);
  });

  it('whose end is over already is refused', () => {
    expect(() => book.put(wanted(), nowMs + 7_200_000)).toThrow(/in the past/);
  });
});
