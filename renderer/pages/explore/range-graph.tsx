import { memo, useMemo, useState } from 'react';
import { chartTheme, Legend, TimeChart } from '../../charts/index.ts';
import { Button } from '../../controls/index.ts';
import { formatValue } from '../../format/index.ts';
import { useTheme, useTimeRange } from '../../session/index.ts';
import { toggled } from '../../panels/index.ts';
import { type GraphAnswer, graphLegend, graphLines, graphModel } from './graph-model.ts';
import { areSame, type Outcome } from './use-outcomes.ts';

/** Drawn at once; more lines than this are a blur, and slow. */
const drawnAtMost = 100;
/** Up to here a tooltip with every line can be read. */
const toldAtMost = 12;

interface RangeGraphProps {
  outcomes: readonly Outcome[];
}

/** The series of all queries over time, with a legend. Drawn anew only when there are new answers. */
export const RangeGraph = memo(Graph, (a, b) => areSame(a.outcomes, b.outcomes));

function Graph({ outcomes }: RangeGraphProps) {
  const { theme } = useTheme();
  const { setRange } = useTimeRange();
  const [slots] = useState(() => new Map<string, number>());
  const [only, setOnly] = useState<ReadonlySet<string> | null>(null);
  const [drawsAll, setDrawsAll] = useState(false);
  const moments = outcomes[0]!.moments!;

  const all = useMemo(() => graphLines(outcomes.flatMap(answersOf), moments.grid, slots), [outcomes, moments, slots]);
  const { model, lines, legend } = useMemo(() => {
    const colors = chartTheme(theme);
    const lines = drawsAll ? all : all.slice(0, drawnAtMost);
    // Lines that are gone must not leave the graph empty.
    const chosen = only && lines.some(({ key }) => only.has(key)) ? only : null;
    const shown = chosen ? lines.filter(({ key }) => chosen.has(key)) : lines;
    return { model: graphModel(shown, moments, colors), lines, legend: graphLegend(lines, chosen, colors) };
  }, [all, moments, drawsAll, only, theme]);
  const toggle = (key: string, alone: boolean) => {
    const keys = lines.map((line) => line.key);
    setOnly(toggled(only, key, alone, keys));
  };
  return (
    <>
      <div className="explore-graph">
        <TimeChart
          model={model}
          label="Result"
          tooltip={{ mode: model.series.length > toldAtMost ? 'single' : 'multi', sort: 'desc', hideZeros: false }}
          onZoom={({ fromMs, toMs }) => setRange(String(fromMs), String(toMs))}
        />
      </div>
      {lines.length < all.length && (
        <p className="results-note muted">
          The first {drawnAtMost} of {formatValue(all.length, 'none', 0)} series are drawn. Narrow the query with labels
          or topk, or{' '}
          <Button look="quiet" onClick={() => setDrawsAll(true)}>
            draw all
          </Button>
        </p>
      )}
      <div className="explore-legend">
        <Legend legend={legend} onToggle={toggle} />
      </div>
    </>
  );
}

const answersOf = ({ letter, expr, evaluation }: Outcome): GraphAnswer[] =>
  evaluation?.value.kind === 'matrix' ? [{ letter, expr, series: evaluation.value.series }] : [];
