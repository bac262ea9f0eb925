import { type PointerEvent, type ReactNode, type RefCallback, useCallback, useMemo, useState } from 'react';
import type { DriftSample } from '../../../core/shared/index.ts';
import { LiveNote, PointNote } from './point-note.tsx';
import {
  diamondPath,
  discPath,
  nearestPoint,
  pointText,
  type ScatterAxis,
  type ScatterScale,
  scatterModel,
} from './scatter-model.ts';

const heightPx = 320;

interface DriftScatterProps {
  samples: readonly DriftSample[];
  axis: ScatterAxis;
  scale: ScatterScale;
  /** What is said of a sample that is picked out; of live ones, all that is known. */
  note?: (sample: DriftSample) => ReactNode;
}

/**
 * The statistic of every sample against the threshold: discs below it, diamonds above. One path for each kind, so that
 * hundreds of points cost the page nothing; the pointer or the arrow keys pick one out.
 */
export function DriftScatter({ samples, axis, scale, note }: DriftScatterProps) {
  const [ref, width] = useElementWidth();
  const [picked, setPicked] = useState<string | null>(null);
  const model = useMemo(
    () => scatterModel(samples, axis, { width, height: heightPx }, scale),
    [samples, axis, width, scale],
  );
  const { plot, points } = model;
  const index = points.findIndex(({ sample }) => sample.id === picked);
  const point = index < 0 ? null : points[index]!;

  const pick = (event: PointerEvent<HTMLElement>) => {
    const frame = event.currentTarget.getBoundingClientRect();
    const nearest = nearestPoint(points, event.clientX - frame.left, event.clientY - frame.top);
    setPicked(nearest === null ? null : points[nearest]!.sample.id);
  };
  const last = Math.max(0, points.length - 1);
  return (
    <div ref={ref} className="drift-scatter" onPointerMove={pick} onPointerLeave={() => setPicked(null)}>
      <input
        type="range"
        className="visually-hidden"
        aria-label="Test statistic, sample by sample"
        min={0}
        max={last}
        value={index < 0 ? last : index}
        aria-valuetext={point ? pointText(point.sample) : 'Arrow keys read the samples'}
        onChange={({ target }) => setPicked(points[target.valueAsNumber]?.sample.id ?? null)}
        onBlur={() => setPicked(null)}
      />
      <svg width={width} height={heightPx} aria-hidden="true">
        {model.yTicks.map(({ y, text }) => (
          <g key={text}>
            <line className="grid" x1={plot.left} x2={plot.right} y1={y} y2={y} />
            <text className="tick" x={plot.left - 8} y={y} textAnchor="end" dominantBaseline="middle">
              {text}
            </text>
          </g>
        ))}
        {model.xTicks.map(({ x, text }) => (
          <text key={text} className="tick" x={x} y={plot.bottom + 16} textAnchor="middle">
            {text}
          </text>
        ))}
        <text className="tick" x={(plot.left + plot.right) / 2} y={heightPx - 4} textAnchor="middle">
          {axis === 'samples' ? 'samples, counted back from the latest' : 'time'}
        </text>
        <path className="threshold" d={model.thresholdPath} />
        <path
          className="regular"
          d={points
            .filter(({ sample }) => !sample.isDrift)
            .map((each) => discPath(each))
            .join('')}
        />
        <path
          className="drifted"
          d={points
            .filter(({ sample }) => sample.isDrift)
            .map((each) => diamondPath(each))
            .join('')}
        />
        {point && <circle className="picked" cx={point.x} cy={point.y} r={9} />}
      </svg>
      {point && (
        <PointNote at={point} isRight={point.x > width / 2}>
          {note ? note(point.sample) : <LiveNote sample={point.sample} />}
        </PointNote>
      )}
    </div>
  );
}

/** The width of an element in px; a usual one until it is laid out. */
function useElementWidth(): [RefCallback<HTMLElement>, number] {
  const [width, setWidth] = useState(900);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(320, Math.round(entry!.contentRect.width))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
