import { type ReactNode, useId } from 'react';
import type { ApiError, RangeSeries } from '../../api/index.ts';
import { Sparkline } from '../../charts/index.ts';
import { valueFormat } from '../../format/index.ts';
import type { ResolvedRange } from '../../session/index.ts';
import { extent, latest } from './overview-queries.ts';

interface TileProps {
  name: string;
  unit: string;
  series: RangeSeries | undefined;
  error: ApiError | null;
  /** The shown range, and how old a value may be to still count as the present one. */
  shown: ResolvedRange;
  freshMs: number;
  /** Ends of the course's value axis; its own extremes otherwise. */
  range?: readonly [min: number, max: number];
  /** Place in the series palette. */
  colorIndex: number;
  isBad?: (value: number) => boolean;
  /** What the shown range as a whole says. */
  children: ReactNode;
}

/** One figure: its name, its present value, its course, and a line about the whole range. */
export function Tile({ name, unit, series, error, shown, freshMs, range, colorIndex, isBad, children }: TileProps) {
  const id = useId();
  const value = latest(series, shown.toMs, freshMs);
  const bad = value !== null && isBad?.(value) === true;
  return (
    <section className={bad ? 'card tile bad' : 'card tile'} aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      <p className="figure">{value === null ? <Unknown /> : <Figure value={value} unit={unit} />}</p>
      <p className="faint">{error ? error.message : children}</p>
      <div className="tile-course" style={margins(series, shown)}>
        {series && series.values.length > 1 && (
          <Sparkline timestampsMs={series.timestampsMs} values={series.values} range={range} colorIndex={colorIndex} />
        )}
      </div>
    </section>
  );
}

/** A course begins and ends where its data does in the shown range, not at the edges of the tile. */
function margins(series: RangeSeries | undefined, { fromMs, toMs }: ResolvedRange) {
  const [first, last] = extent(series);
  const share = (ms: number) => `${(Math.min(1, Math.max(0, ms / (toMs - fromMs))) * 100).toFixed(2)}%`;
  return { marginLeft: share(first - fromMs), marginRight: share(toMs - last) };
}

function Figure({ value, unit }: { value: number; unit: string }) {
  const { prefix, text, suffix } = valueFormat(unit)(value);
  return (
    <>
      {prefix}
      {text}
      <span className="unit">{suffix}</span>
    </>
  );
}

const Unknown = () => (
  <>
    <span aria-hidden="true">–</span>
    <span className="visually-hidden">not known: no recent request</span>
  </>
);
