import { createContext } from 'react';
import type { AlertCourse } from '../../core/shared/index.ts';
import type { Band } from '../drawing/index.ts';
import type { Variables } from './interpolate.ts';
import type { PictureStore } from './picture-store.ts';

/** What the panels of a page have in common. */
export interface Surroundings {
  /** Spans drawn behind every chart. */
  bands: readonly Band[];
  /** Whether bands are wanted at all. */
  showsBands: boolean;
  /** What alerts went through. */
  alerts: readonly AlertCourse[];
  /** null outside of any dashboard. */
  dashboardUid: string | null;
  /** Values of the dashboard's variables, by name. */
  variables: Variables;
  scrapeIntervalMs: number;
  /** Where panels leave the way to draw them, for a picture of the whole. */
  pictures: PictureStore | null;
}

export const SurroundingsContext = createContext<Surroundings>({
  bands: [],
  showsBands: true,
  alerts: [],
  dashboardUid: null,
  variables: new Map(),
  scrapeIntervalMs: 5_000,
  pictures: null,
});
