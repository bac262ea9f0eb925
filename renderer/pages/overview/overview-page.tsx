import { useCall } from '../../api/index.ts';
import { ErrorNote, Spinner, TimePicker } from '../../controls/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { QueryPanel } from '../../panels/index.ts';
import { FirstSteps } from './first-steps.tsx';
import { LastPredictions } from './last-predictions.tsx';
import { latencyQueries } from './overview-queries.ts';
import { ServiceCard } from './service-card.tsx';
import { StatTiles } from './stat-tiles.tsx';
import { TopClasses } from './top-classes.tsx';

/** The first page: is it up, how is it doing, what did it say last. */
export function OverviewPage() {
  const status = useCall('status', {});
  const model = useCall('model', {});
  const predictions = useCall('predictions', { limit: 12 }, { refetchMs: 15_000 });
  const list = predictions.data?.predictions;
  return (
    <>
      <PageHeader title="Overview" note={model.data && `${model.data.title}, version ${model.data.version}`}>
        <TimePicker />
      </PageHeader>
      <div className="page-body overview">
        {status.isPending && <Spinner label="Asking the monitor…" />}
        {status.error && !status.data && <ErrorNote message={status.error.message} />}
        {status.data && <ServiceCard status={status.data} />}
        {list?.length === 0 && <FirstSteps />}
        {status.data && <StatTiles scrapeIntervalMs={status.data.scrapeIntervalMs} />}
        {predictions.error && !list && <ErrorNote message={predictions.error.message} />}
        {list && list.length > 0 && (
          <div className="overview-columns">
            <div>
              <TopClasses />
              <QueryPanel title="Latency" unit="s" min={0} queries={latencyQueries} heightPx={250} />
            </div>
            <LastPredictions predictions={list} />
          </div>
        )}
      </div>
    </>
  );
}
