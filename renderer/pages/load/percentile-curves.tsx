import { formatValue } from '../../format/index.ts';
import { curveModel } from './curve-model.ts';

interface PercentileCurvesProps {
  curves: { color: string; curveMs: readonly number[] }[];
}

const width = 720;
const height = 260;
const left = 64;
const bottom = 28;
const top = 10;
const right = 24;

const x = (share: number) => left + share * (width - left - right);
const y = (share: number) => height - bottom - share * (height - bottom - top);

/** The latency of runs by percentile, laid over each other. For the eye only: the figures beside it say the same in numbers. */
export function PercentileCurves({ curves }: PercentileCurvesProps) {
  const model = curveModel(curves.map(({ curveMs }) => curveMs));
  return (
    <svg className="percentile-curves" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {model.yTicks.map(({ at, ms }) => (
        <g key={at}>
          <line className="grid" x1={left} x2={width - right} y1={y(at)} y2={y(at)} />
          <text x={left - 8} y={y(at) + 4} textAnchor="end">
            {formatValue(ms, 'ms', null)}
          </text>
        </g>
      ))}
      {model.xTicks.map(({ at, text }) => (
        <g key={text}>
          <line className="grid" x1={x(at)} x2={x(at)} y1={top} y2={height - bottom} />
          <text x={x(at)} y={height - 8} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {model.curves.map((points, index) => (
        <polyline
          key={curves[index]!.color}
          points={points.map((point) => `${x(point.x)},${y(point.y)}`).join(' ')}
          stroke={curves[index]!.color}
        />
      ))}
    </svg>
  );
}
