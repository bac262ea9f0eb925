import { type AlertCourse, type Band, isAbout, presentState } from '../../core/shared/index.ts';

/** Which panel of which dashboard; null outside of any. */
export interface PanelPlace {
  dashboardUid: string;
  panelId: number;
}

/**
 * Spans in which alerts were pending or firing. A panel that an alert is about shows all of it; every other chart only that
 * something fired, as a mark along its top.
 */
export function alertBands(courses: readonly AlertCourse[], place: PanelPlace | null): Band[] {
  return courses.flatMap((course) => {
    const isOwn = place !== null && isAbout(course, place.dashboardUid, place.panelId);
    return course.spans.flatMap(({ state, fromMs, toMs }): Band[] => {
      if (isOwn) return [{ fromMs, toMs, kind: state, label: `${course.rule} ${state}` }];
      return state === 'firing' ? [{ fromMs, toMs, kind: 'alert', label: `${course.rule} firing` }] : [];
    });
  });
}

/** The worst state of the alerts that are about a panel, and their names; null when all is well. */
export function stateOfPanel(
  courses: readonly AlertCourse[],
  { dashboardUid, panelId }: PanelPlace,
): { state: 'pending' | 'firing'; rules: string[] } | null {
  const active = courses.filter((course) => presentState(course) !== null && isAbout(course, dashboardUid, panelId));
  if (active.length === 0) return null;
  const firing = active.filter((course) => presentState(course) === 'firing');
  const worst = firing.length > 0 ? firing : active;
  return { state: firing.length > 0 ? 'firing' : 'pending', rules: [...new Set(worst.map(({ rule }) => rule))] };
}
