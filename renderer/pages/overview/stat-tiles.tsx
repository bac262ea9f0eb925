import { formatDuration } from '../../../core/shared/index.ts';
import { formatValue } from '../../format/index.ts';
import { useTimeRange } from '../../session/index.ts';
import { errorShare, rangeQueries, rateWindow, sparkStep, tileQueries } from './overview-queries.ts';
import { Tile } from './tile.tsx';
import { useInstantSamples, useRangeSeries } from './use-promql.ts';

/** Both ends of a share, so that its course does not exaggerate. */
const whole = [0, 1] as const;

/** The four figures of a serving model: how much, how fast, how well, how sure. Now, with the range behind it. */
export function StatTiles({ scrapeIntervalMs }: { scrapeIntervalMs: number }) {
  const { resolve, seenAtMs } = useTimeRange();
  const shown = resolve(seenAtMs);
  const spanMs = shown.toMs - shown.fromMs;
  const stepMs = sparkStep(spanMs, scrapeIntervalMs);
  const queries = tileQueries(rateWindow(stepMs, scrapeIntervalMs));
  const over = rangeQueries(formatDuration(Math.round(spanMs / 1000) * 1000));

  const requests = useRangeSeries(queries.requests, stepMs);
  const failures = useRangeSeries(queries.failures, stepMs);
  const p95 = useRangeSeries(queries.p95, stepMs);
  const confidence = useRangeSeries(queries.confidence, stepMs);
  const total = useInstantSamples(over.requests).data?.[0]?.value;
  const failed = useInstantSamples(over.failures).data?.[0]?.value;
  const median = useInstantSamples(over.median).data?.[0]?.value;
  const unsure = useInstantSamples(over.unsure).data?.[0]?.value;

  const shared = { shown, freshMs: 3 * Math.max(stepMs, scrapeIntervalMs) };
  return (
    <div className="tiles">
      <Tile
        {...shared}
        name="Requests per second"
        unit="reqps"
        series={requests.data?.[0]}
        error={requests.error}
        colorIndex={2}
      >
        {known(total) ? `${formatValue(Math.round(total), 'none', 0)} in the shown time` : 'none in the shown time'}
      </Tile>
      <Tile {...shared} name="95th percentile latency" unit="s" series={p95.data?.[0]} error={p95.error} colorIndex={3}>
        {known(median) ? `median ${formatValue(median, 's')}` : 'no request measured'}
      </Tile>
      <Tile
        {...shared}
        name="Error share"
        unit="percentunit"
        series={errorShare(requests.data?.[0], failures.data?.[0])}
        error={requests.error ?? failures.error}
        colorIndex={4}
        isBad={(share) => share >= 0.01}
      >
        {known(failed) && failed >= 0.5 ? `${formatValue(Math.round(failed), 'none', 0)} failed` : 'no request failed'}
      </Tile>
      <Tile
        {...shared}
        name="Mean confidence"
        unit="percentunit"
        series={confidence.data?.[0]}
        error={confidence.error}
        range={whole}
        colorIndex={0}
      >
        {known(unsure) ? `${formatValue(unsure, 'percentunit', 0)} of answers below 70%` : 'no prediction yet'}
      </Tile>
    </div>
  );
}

const known = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value);
