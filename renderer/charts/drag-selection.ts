import type { Point } from 'chart.js';
import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { Chart } from '../drawing/index.ts';

export interface Span {
  fromMs: number;
  toMs: number;
}

/** Where the chosen part is drawn, in px of the chart. */
type Selection = { left: number; top: number; width: number; height: number };

/** Below this a drag is a slip of the hand. */
const leastPx = 8;

/** Dragging over a chart chooses a range of time. `move` says whether a drag is going on. */
export function useDragSelection(chart: RefObject<Chart<'line', Point[]> | null>, onSelect: (span: Span) => void) {
  const startPx = useRef<number | null>(null);
  const [selection, setSelection] = useState<Selection | null>(null);

  const inChart = (event: PointerEvent): number => {
    const area = chart.current!.chartArea;
    const x = event.clientX - chart.current!.canvas.getBoundingClientRect().left;
    return Math.min(area.right, Math.max(area.left, x));
  };

  const cancel = () => {
    startPx.current = null;
    setSelection(null);
  };

  return {
    selection,
    cancel,
    start(event: PointerEvent) {
      // A finger scrolls the page; only a mouse or a pen draws a range.
      if (event.button !== 0 || event.pointerType === 'touch' || !chart.current) return;
      startPx.current = inChart(event);
    },
    move(event: PointerEvent): boolean {
      if (startPx.current === null || !chart.current) return false;
      const x = inChart(event);
      const width = Math.abs(x - startPx.current);
      if (!selection && width < leastPx) return false;
      if (!selection) event.currentTarget.setPointerCapture(event.pointerId);
      const { top, height } = chart.current.chartArea;
      setSelection({ left: Math.min(x, startPx.current), top, width, height });
      return true;
    },
    end() {
      const scale = chart.current?.scales['x'];
      const chosen = selection;
      cancel();
      if (!chosen || !scale || chosen.width < leastPx) return;
      const [fromMs, toMs] = [chosen.left, chosen.left + chosen.width].map((px) => scale.getValueForPixel(px)!);
      // A range shorter than a second shows nothing.
      onSelect({ fromMs: Math.floor(fromMs!), toMs: Math.max(Math.ceil(toMs!), Math.floor(fromMs!) + 1000) });
    },
  };
}
