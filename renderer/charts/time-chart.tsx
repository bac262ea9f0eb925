import type { Point } from 'chart.js';
import {
  type PointerEvent,
  useCallback,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { momentText } from '../format/index.ts';
import { useTheme } from '../session/index.ts';
import { Chart, chartTheme, indexAt, timeAt, timeChartConfig, type TimeChartModel } from '../drawing/index.ts';
import { type Span, useDragSelection } from './drag-selection.ts';
import { createHoverStore, HoverContext } from './hover.ts';
import { ChartTooltip } from './tooltip.tsx';
import { bandsAt, type TooltipOptions, tooltipRows } from './tooltip-rows.ts';

interface TimeChartProps {
  model: TimeChartModel;
  /** Names the chart for people who do not see it. */
  label: string;
  tooltip: TooltipOptions;
  /** A range of time was dragged out. */
  onZoom(span: Span): void;
}

/** Where the tooltip stands, and the height of the pointer on the value axis (null when the keyboard moved it). */
interface Pointed {
  clientX: number;
  clientY: number;
  nearValue: number | null;
}

/** Enough to find a value by; a crowd of them would hide the lines. */
const maxDots = 12;

/**
 * Lines over time. One Chart.js chart for the life of the component: updated with each model, destroyed with it. The
 * crosshair is shared through HoverContext; arrow keys move it, dragging chooses a range.
 */
export function TimeChart({ model, label, tooltip, onZoom }: TimeChartProps) {
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart<'line', Point[]> | null>(null);
  const shared = useContext(HoverContext);
  const [own] = useState(createHoverStore);
  const hover = shared ?? own;
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const hoveredMs = useSyncExternalStore(hover.watch, () => {
    const present = hover.get();
    return present?.source === id ? present.timeMs : null;
  });
  const { theme } = useTheme();

  // Moving an element costs nothing; redrawing every chart of a dashboard at each move of the pointer would.
  const placeCrosshair = useCallback(() => {
    const present = hover.get();
    const scale = chart.current?.scales['x'];
    const mark = line.current;
    if (!mark) return;
    mark.hidden = !present || !scale || present.timeMs < scale.min || present.timeMs > scale.max;
    if (mark.hidden || !present || !scale) return;
    const { top, height } = chart.current!.chartArea;
    mark.style.transform = `translate(${Math.round(scale.getPixelForValue(present.timeMs))}px, ${top}px)`;
    mark.style.height = `${height}px`;
  }, [hover]);

  useEffect(() => hover.watch(placeCrosshair), [hover, placeCrosshair]);

  useEffect(() => {
    const config = timeChartConfig(model, chartTheme(theme));
    if (chart.current) {
      chart.current.data = config.data;
      chart.current.options = config.options!;
      chart.current.update('none');
    } else {
      chart.current = new Chart(canvas.current!, config);
    }
    placeCrosshair();
  }, [model, theme, placeCrosshair]);

  useEffect(
    () => () => {
      chart.current?.destroy();
      chart.current = null;
    },
    [],
  );

  const drag = useDragSelection(chart, (span) => {
    setPointed(null);
    onZoom(span);
  });

  const point = (event: PointerEvent) => {
    const scales = chart.current?.scales;
    const [x, y] = [scales?.['x'], scales?.['y']];
    if (!x || !y || drag.selection) return;
    const frame = canvas.current!.getBoundingClientRect();
    const timeMs = snapped(model, x.getValueForPixel(event.clientX - frame.left) ?? NaN);
    if (timeMs === null || event.clientX - frame.left < x.left - 4) return leave();
    const nearValue = y.getValueForPixel(event.clientY - frame.top) ?? null;
    setPointed({ clientX: event.clientX, clientY: event.clientY, nearValue });
    hover.set({ timeMs, source: id });
  };

  const leave = () => {
    setPointed(null);
    if (hover.get()?.source === id) hover.set(null);
  };

  const moveTo = (index: number) => {
    const scale = chart.current?.scales['x'];
    if (!scale || model.grid.length === 0) return;
    const timeMs = timeAt(model.grid, index);
    const frame = canvas.current!.getBoundingClientRect();
    const clientX = frame.left + scale.getPixelForValue(timeMs);
    setPointed({ clientX, clientY: frame.top + frame.height / 3, nearValue: null });
    hover.set({ timeMs, source: id });
  };

  const dots = useRef<HTMLDivElement>(null);
  const rows = hoveredMs === null || !pointed ? [] : tooltipRows(model, hoveredMs, pointed.nearValue, tooltip);
  useLayoutEffect(() => {
    const { x, y } = chart.current?.scales ?? {};
    rows.slice(0, maxDots).forEach(({ drawn }, i) => {
      const dot = dots.current?.children[i] as HTMLElement | undefined;
      if (!dot || !x || !y || hoveredMs === null) return;
      dot.style.transform = `translate(${x.getPixelForValue(hoveredMs)}px, ${y.getPixelForValue(drawn)}px)`;
    });
  });
  const spoken = rows.map(({ name, text }) => `${name}: ${text}`).join(', ') || 'no value';
  const last = Math.max(0, model.grid.length - 1);
  return (
    <div
      className="time-chart"
      role="presentation"
      onPointerMove={(event) => (drag.move(event) ? undefined : point(event))}
      onPointerLeave={leave}
      onPointerDown={drag.start}
      onPointerUp={drag.end}
      onPointerCancel={drag.cancel}
      onKeyDown={({ key }) => {
        if (key !== 'Escape') return;
        drag.cancel();
        leave();
      }}
    >
      {/* The keyboard's way along the chart: a slider over time that says what is there. */}
      <input
        type="range"
        className="visually-hidden"
        aria-label={`${label}, over time`}
        min={0}
        max={last}
        value={hoveredMs === null ? last : (indexAt(model.grid, hoveredMs) ?? last)}
        aria-valuetext={hoveredMs === null ? 'Arrow keys read the values' : `${momentText(hoveredMs)}: ${spoken}`}
        onChange={({ target }) => moveTo(target.valueAsNumber)}
        onBlur={leave}
      />
      <canvas ref={canvas} aria-hidden="true" />
      <div ref={line} className="crosshair" hidden />
      <div ref={dots}>
        {rows.slice(0, maxDots).map(({ key, color }) => (
          <div key={key} className="hover-dot" style={{ background: color }} />
        ))}
      </div>
      {drag.selection && <div className="zoom-selection" style={drag.selection} />}
      {pointed && hoveredMs !== null && !drag.selection && tooltip.mode !== 'none' && (
        <ChartTooltip timeMs={hoveredMs} rows={rows} bands={bandsAt(model, hoveredMs)} at={pointed} />
      )}
    </div>
  );
}

/** The moment of the grid the pointer is nearest to; past the last one, that. */
function snapped({ grid }: TimeChartModel, timeMs: number): number | null {
  if (Number.isNaN(timeMs) || grid.length === 0) return null;
  const index = indexAt(grid, timeMs);
  if (index !== null) return timeAt(grid, index);
  return timeAt(grid, timeMs < grid.startMs ? 0 : grid.length - 1);
}
