import { createContext } from 'react';

/** Where the pointer is in time; every chart that shares the store draws its crosshair there. */
export interface Hover {
  timeMs: number;
  /** The chart the pointer is over. */
  source: string;
}

export interface HoverStore {
  get(): Hover | null;
  set(hover: Hover | null): void;
  watch(listener: () => void): () => void;
}

export function createHoverStore(): HoverStore {
  let present: Hover | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => present,
    set(hover) {
      if (
        hover === present ||
        (hover && present && hover.timeMs === present.timeMs && hover.source === present.source)
      ) {
        return;
      }
      present = hover;
      for (const listener of listeners) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Charts below one provider share a crosshair; without one each keeps its own. */
export const HoverContext = createContext<HoverStore | null>(null);
