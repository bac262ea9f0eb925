import { describe, expect, it } from 'vitest';
import type { Silence } from '../../../../core/shared/index.ts';
import { checkSilence, draftOfSilence, matchersOfAddress, newDraft, silenceAddress } from './silence-draft.ts';

/** On a whole minute, as fields for dates know no seconds. */
const nowMs = 1_800_000_000_000;
const matchers = [{ name: 'alertname', op: '=' as const, value: 'High latency' }];
const silence: Silence = {
  id: 'x',
  matchers,
  comment: 'Load test',
  createdBy: 'Ada',
  startsAtMs: nowMs - 600_000,
  endsAtMs: nowMs + 600_000,
  updatedAtMs: nowMs - 600_000,
};

describe('a new silence', () => {
  it('begins now and lasts two hours unless something else is chosen', () => {
    const draft = { ...newDraft(matchers, 'Ada', nowMs), comment: 'Load test' };
    expect(checkSilence(draft, nowMs, null).silence).toMatchObject({ startsAtMs: nowMs, endsAtMs: nowMs + 7_200_000 });
    const late = { ...draft, startsAt: draft.endsAt, span: '3600000' as const };
    expect(checkSilence(late, nowMs, null).silence).toMatchObject({
      startsAtMs: nowMs + 7_200_000,
      endsAtMs: nowMs + 10_800_000,
    });
  });

  it('that is not filled in says what is missing', () => {
    expect(Object.keys(checkSilence(newDraft([], '', nowMs), nowMs, null).faults!).sort()).toEqual([
      'comment',
      'createdBy',
      'matchers',
    ]);
  });

  it('cannot end in the past or never', () => {
    const draft = { ...newDraft(matchers, 'Ada', nowMs), comment: 'x', span: 'until' as const };
    expect(checkSilence(draft, nowMs + 86_400_000, null).faults).toMatchObject({ endsAtMs: 'this is in the past' });
    expect(checkSilence({ ...draft, endsAt: '' }, nowMs, null).faults).toMatchObject({ endsAtMs: 'a date and time' });
  });
});

describe('a silence that is there', () => {
  it('keeps its start and its end when it is opened and saved', () => {
    const read = checkSilence(draftOfSilence(silence, nowMs), nowMs, silence).silence;
    expect(read).toMatchObject({ id: 'x', startsAtMs: silence.startsAtMs, endsAtMs: silence.endsAtMs });
  });

  it('that is over is made anew', () => {
    const laterMs = nowMs + 3_600_000;
    const read = checkSilence(draftOfSilence(silence, laterMs), laterMs, null).silence;
    expect(read).toMatchObject({ comment: 'Load test', startsAtMs: laterMs });
    expect(read).not.toHaveProperty('id');
  });
});

it('an alert has an address that asks for its silence; what is none asks for nothing', () => {
  const address = silenceAddress({ job: 'x', alertname: 'High latency & more' });
  const query = new URLSearchParams(address.split('?')[1]);
  expect(matchersOfAddress(query)).toEqual([
    { name: 'alertname', op: '=', value: 'High latency & more' },
    { name: 'job', op: '=', value: 'x' },
  ]);
  for (const text of ['', '?silence=', '?silence=[]', '?silence=[{"name":"job","op":"~","value":""}]'])
    expect(matchersOfAddress(new URLSearchParams(text))).toBeNull();
});
