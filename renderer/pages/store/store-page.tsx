import { useQuery } from '@tanstack/react-query';
import type { StoreStatus } from '../../../core/shared/index.ts';
import { type ApiError, cardinality, type Cardinality, useCall } from '../../api/index.ts';
import { ErrorNote, Spinner, TimePicker } from '../../controls/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { QueryPanel } from '../../panels/index.ts';
import { CountCard } from './count-card.tsx';
import { ingestByJob, pairMatcher, seriesByJob } from './store-queries.ts';
import { StoreTiles } from './store-tiles.tsx';

const refetchMs = 5_000;
const shownOfEach = 10;

/** How large the store is, how fast it grows, and what it is full of. */
export function StorePage() {
  const status = useCall('storeStatus', {}, { refetchMs });
  const largest = useQuery<Cardinality, ApiError>({
    queryKey: ['cardinality', shownOfEach],
    queryFn: ({ signal }) => cardinality(shownOfEach, signal),
    refetchInterval: 2 * refetchMs,
  });
  return (
    <>
      <PageHeader title="Store" note={status.data && <code>{status.data.file}</code>}>
        <TimePicker />
      </PageHeader>
      <div className="page-body store">
        {status.isPending && <Spinner label="Asking the monitor…" />}
        {status.error && !status.data && <ErrorNote message={status.error.message} />}
        {status.data && <StoreTiles status={status.data} />}
        {status.data && status.data.refusedSeries > 0 && <RefusedNote status={status.data} />}
        <div className="store-columns two">
          <QueryPanel
            title="Samples per second, by job"
            queries={[{ expr: ingestByJob, legend: '{{job}}' }]}
            min={0}
            stacked
            fillOpacity={20}
            heightPx={230}
          />
          <QueryPanel
            title="Series of the last scrape, by job"
            queries={[{ expr: seriesByJob, legend: '{{job}}' }]}
            min={0}
            stacked
            fillOpacity={20}
            heightPx={230}
          />
        </div>
        {largest.error && !largest.data && <ErrorNote message={largest.error.message} />}
        {largest.data && status.data && <LargestCounts largest={largest.data} series={status.data.series} />}
      </div>
    </>
  );
}

function LargestCounts({ largest, series }: { largest: Cardinality; series: number }) {
  return (
    <div className="store-columns three">
      <CountCard
        title="Metrics with the most series"
        counts={largest.seriesCountByMetricName}
        of={series}
        explore={(metric) => `{__name__=${JSON.stringify(metric)}}`}
      />
      <CountCard
        title="Labels with the most values"
        counts={largest.labelValueCountByLabelName}
        of={largest.labelValueCountByLabelName[0]?.value ?? 0}
        explore={(label) => `count by (${label}) ({${label}!=""})`}
      />
      <CountCard
        title="Label pairs in the most series"
        counts={largest.seriesCountByLabelValuePair}
        of={series}
        explore={(pair) => `count by (__name__) ({${pairMatcher(pair)}})`}
      />
    </div>
  );
}

const RefusedNote = ({ status: { refusedSeries, maxSeries } }: { status: StoreStatus }) => (
  <ErrorNote
    title={`${refusedSeries} new series were refused`}
    message={`The store holds at most ${maxSeries} series. Find the label below that has too many values and stop sending it, or drop the target that does.`}
  />
);
