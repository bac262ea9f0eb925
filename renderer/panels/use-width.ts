import { type RefCallback, useCallback, useState } from 'react';
import { pointWidth } from './point-width.ts';

/** The width of an element, for queries with a point per pixel; null until it is laid out. */
export function useWidth(): [RefCallback<HTMLElement>, number | null] {
  const [widthPx, setWidthPx] = useState<number | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width } = entry!.contentRect;
      if (width > 0) setWidthPx(pointWidth(width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, widthPx];
}
