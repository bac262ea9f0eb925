import type { Panel } from '../../core/shared/index.ts';
import type { ChartTheme, Picture } from '../drawing/index.ts';

type Draw = (theme: ChartTheme) => Picture;

/** The panels on the page that can be drawn. By the panel itself: ids and titles may be missing or double. */
export interface PictureStore {
  /** Returns what takes it out again. */
  put(panel: Panel, draw: Draw): () => void;
  get(panel: Panel, theme: ChartTheme): Picture | null;
}

export function createPictureStore(): PictureStore {
  const draws = new Map<Panel, Draw>();
  return {
    put(panel, draw) {
      draws.set(panel, draw);
      return () => {
        if (draws.get(panel) === draw) draws.delete(panel);
      };
    },
    get: (panel, theme) => draws.get(panel)?.(theme) ?? null,
  };
}
