import { useMemo } from 'react';
import { useCall } from '../api/index.ts';
import type { Variables } from './interpolate.ts';
import type { PictureStore } from './picture-store.ts';
import type { Surroundings } from './surroundings.ts';
import { useAlertCourses } from './use-alert-courses.ts';
import { useBands } from './use-bands.ts';

const noVariables: Variables = new Map();

interface Wishes {
  showsBands?: boolean;
  pictures?: PictureStore | null;
  dashboardUid?: string | null;
  variables?: Variables;
}

/** What panels have in common on a page, as far as Telltale itself knows it: load runs, outages, drift, the scrape interval. */
export function useSurroundings({
  showsBands = true,
  pictures = null,
  dashboardUid = null,
  variables = noVariables,
}: Wishes = {}): Surroundings {
  const bands = useBands();
  const courses = useAlertCourses();
  const scrapeIntervalMs = useCall('status', {}).data?.scrapeIntervalMs ?? 5_000;
  return useMemo(
    () => ({
      bands: showsBands ? bands : [],
      alerts: courses,
      showsBands,
      dashboardUid,
      variables,
      scrapeIntervalMs,
      pictures,
    }),
    [bands, courses, showsBands, dashboardUid, variables, scrapeIntervalMs, pictures],
  );
}
