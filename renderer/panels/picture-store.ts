import type { ChartTheme, Picture } from '../charts/index.ts';

/** The panels on the page that can be drawn, by key. */
export interface PictureStore {
  /** Returns what takes it out again. */
  put(key: string, draw: (theme: ChartTheme) => Picture): () => void;
  get(key: string, theme: ChartTheme): Picture | null;
}

export function createPictureStore(): PictureStore {
  const draws = new Map<string, (theme: ChartTheme) => Picture>();
  return {
    put(key, draw) {
      draws.set(key, draw);
      return () => {
        if (draws.get(key) === draw) draws.delete(key);
      };
    },
    get: (key, theme) => draws.get(key)?.(theme) ?? null,
  };
}
