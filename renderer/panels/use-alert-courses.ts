import { useMemo } from 'react';
import { type AlertCourse, alertCourses } from '../../core/shared/index.ts';
import { useCall } from '../api/index.ts';

/** The same request from every page, so that one answer serves all of them. */
const everything = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, limit: 1000 };

/** What alerts went through, as far back as the newest thousand changes go. The monitor says when there are more. */
export function useAlertCourses(): readonly AlertCourse[] {
  const changes = useCall('alertHistory', everything).data?.changes;
  return useMemo(() => alertCourses(changes ?? []), [changes]);
}
