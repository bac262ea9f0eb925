import { type RefCallback, useCallback, useState } from 'react';

/** Rounded, so that a scroll bar coming and going does not change what is asked for. */
const roundPx = 100;

/** The width of an element, for queries with a point per pixel; null until it is laid out. */
export function useWidth(): [RefCallback<HTMLElement>, number | null] {
  const [widthPx, setWidthPx] = useState<number | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width } = entry!.contentRect;
      if (width > 0) setWidthPx(Math.max(roundPx, Math.round(width / roundPx) * roundPx));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, widthPx];
}
