import { type LabelMatcher, type Labels, NewSilence, type Silence } from '../../../../core/shared/index.ts';
import { formatDateTime } from '../../../format/index.ts';
import { emptyMatcher } from '../matcher-rows.tsx';
import { faultsByField } from '../text-field.tsx';

export const spans = [
  { value: '1800000', text: '30 min' },
  { value: '3600000', text: '1 h' },
  { value: '7200000', text: '2 h' },
  { value: '28800000', text: '8 h' },
  { value: '86400000', text: '1 d' },
  { value: 'until', text: 'Until…' },
] as const;
export type Span = (typeof spans)[number]['value'];

/** What stands in the form. Times are local, as a field for dates has them; an empty start is now. */
export interface SilenceDraft {
  id?: string | undefined;
  matchers: LabelMatcher[];
  comment: string;
  createdBy: string;
  startsAt: string;
  span: Span;
  endsAt: string;
}

/** As a field for dates and times has it, local. */
export const fieldTime = (ms: number): string => formatDateTime(ms, 'YYYY-MM-DDTHH:mm');

/** The form for a new silence of given matchers. */
export const newDraft = (matchers: readonly LabelMatcher[], createdBy: string, nowMs: number): SilenceDraft => ({
  matchers: matchers.length > 0 ? [...matchers] : [emptyMatcher],
  comment: '',
  createdBy,
  startsAt: '',
  span: '7200000',
  endsAt: fieldTime(nowMs + 7_200_000),
});

/** The form for a silence that is there: to change it, or, once it is over, to make it anew. */
export function draftOfSilence(silence: Silence, nowMs: number): SilenceDraft {
  const { id, matchers, comment, createdBy, startsAtMs, endsAtMs } = silence;
  const isOver = endsAtMs <= nowMs;
  return {
    ...newDraft(matchers, createdBy, nowMs),
    comment,
    ...(isOver ? {} : { id, span: 'until', endsAt: fieldTime(endsAtMs) }),
    ...(startsAtMs > nowMs ? { startsAt: fieldTime(startsAtMs) } : {}),
  };
}

/** The silence that a form asks for, or what is wrong with it, by field. `old`: the one that it changes. */
export function checkSilence(draft: SilenceDraft, nowMs: number, old: Silence | null) {
  const startsAtMs = draft.startsAt === '' ? Math.min(nowMs, old?.startsAtMs ?? nowMs) : Date.parse(draft.startsAt);
  const endsAtMs = draft.span === 'until' ? Date.parse(draft.endsAt) : Math.max(nowMs, startsAtMs) + Number(draft.span);
  const { id, matchers, comment, createdBy } = draft;
  const read = NewSilence.safeParse({
    ...(id === undefined ? {} : { id }),
    matchers,
    comment,
    createdBy,
    startsAtMs,
    endsAtMs,
  });
  const faults = faultsByField(read.error);
  if (faults['startsAtMs'] !== undefined) faults['startsAtMs'] = 'a date and time';
  if (Number.isNaN(endsAtMs)) faults['endsAtMs'] = 'a date and time';
  else if (endsAtMs <= nowMs) faults['endsAtMs'] = 'this is in the past';
  return read.success && Object.keys(faults).length === 0
    ? { silence: read.data, faults: null }
    : { silence: null, faults };
}

/** An address that opens the form for an alert of these labels. */
export function silenceAddress(labels: Labels): string {
  const { alertname, ...others } = labels;
  const ordered = Object.entries(alertname === undefined ? others : { alertname, ...others });
  const matchers = ordered.map(([name, value]) => ({ name, op: '=', value }));
  return `/alerts/silences?${new URLSearchParams({ silence: JSON.stringify(matchers) })}`;
}

/** The matchers that an address asks a silence for; null when it does not. */
export function matchersOfAddress(query: URLSearchParams): LabelMatcher[] | null {
  const text = query.get('silence');
  if (text === null) return null;
  try {
    return NewSilence.shape.matchers.parse(JSON.parse(text));
  } catch {
    return null; // somebody's hand was in it
  }
}
