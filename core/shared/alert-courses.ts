import { z } from 'zod';
import { type AlertChange, StateSpan } from './alert-rules.ts';
import { Labels } from './series.ts';

/** What an alert went through: its states one after the other. */
export const AlertCourse = z.object({
  file: z.string(),
  group: z.string(),
  rule: z.string(),
  labels: Labels,
  /** As they were when it last changed. */
  annotations: Labels,
  /** Oldest first; the last one's `toMs` is null while it lasts. */
  spans: z.array(StateSpan),
});
export type AlertCourse = z.infer<typeof AlertCourse>;

/** The courses of alerts from their changes of state, oldest first; `before`: what stood when the changes begin. */
export function alertCourses(changes: readonly AlertChange[], before: readonly AlertChange[] = []): AlertCourse[] {
  const courses = new Map<string, AlertCourse>();
  for (const { timeMs, file, group, rule, labels, annotations, to } of [...before, ...changes]) {
    const key = JSON.stringify([file, group, rule, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
    const known = courses.get(key) ?? { file, group, rule, labels, annotations, spans: [] };
    courses.set(key, known);
    const last = known.spans.at(-1);
    if (last?.toMs === null) last.toMs = timeMs;
    if (to === 'inactive') continue;
    known.annotations = annotations;
    known.spans.push({ state: to, fromMs: timeMs, toMs: null });
  }
  return [...courses.values()];
}

/** The state an alert is in now; null for normal. */
export function presentState({ spans }: AlertCourse): StateSpan['state'] | null {
  const last = spans.at(-1);
  return last?.toMs === null ? last.state : null;
}

/** The annotations by which a rule says which panel of which dashboard shows what it is about; Grafana's names. */
export const panelAnnotations = { dashboard: '__dashboardUid__', panel: '__panelId__' } as const;

export const isAbout = (
  { annotations }: Pick<AlertCourse, 'annotations'>,
  dashboardUid: string,
  panelId: number,
): boolean =>
  annotations[panelAnnotations.dashboard] === dashboardUid && annotations[panelAnnotations.panel] === String(panelId);
