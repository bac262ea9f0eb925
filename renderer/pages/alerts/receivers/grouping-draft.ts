import { formatDuration, NotificationSettings, parseDuration } from '../../../../core/shared/index.ts';
import { faultsByField } from '../text-field.tsx';

/** The settings as text. */
export interface GroupingDraft {
  groupBy: string;
  groupWaitMs: string;
  groupIntervalMs: string;
  repeatIntervalMs: string;
}

export const draftOfSettings = (settings: NotificationSettings): GroupingDraft => ({
  groupBy: settings.groupBy.join(', '),
  groupWaitMs: formatDuration(settings.groupWaitMs),
  groupIntervalMs: formatDuration(settings.groupIntervalMs),
  repeatIntervalMs: formatDuration(settings.repeatIntervalMs),
});

const durations = ['groupWaitMs', 'groupIntervalMs', 'repeatIntervalMs'] as const;

/** The settings that were typed, or what is wrong with them, by field. */
export function checkSettings(draft: GroupingDraft) {
  const ms = Object.fromEntries(durations.map((name) => [name, parseDuration(draft[name].trim())]));
  const groupBy = draft.groupBy.split(/[\s,]+/).filter((name) => name !== '');
  const read = NotificationSettings.safeParse({ groupBy, ...ms });
  const faults = faultsByField(read.error);
  for (const name of durations) {
    if (ms[name] === null) faults[name] = 'a duration such as 30s, 5m or 4h';
    else if (faults[name] !== undefined) faults[name] = bounds[name];
  }
  return read.success ? { settings: read.data, faults: null } : { settings: null, faults };
}

const bounds = {
  groupWaitMs: 'at most an hour',
  groupIntervalMs: 'from a second to a day',
  repeatIntervalMs: 'from ten seconds to thirty days',
};
