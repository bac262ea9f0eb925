import { useCall } from '../../api/index.ts';
import { ErrorNote, Spinner } from '../../controls/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { navigate, splitAddress, useAddress, withTime } from '../../session/index.ts';
import { CompareCard } from './compare-card.tsx';
import { FaultCard } from './fault-card.tsx';
import { PlanPicker } from './plan-picker.tsx';
import { RunPanel } from './run-panel.tsx';
import { RunTable } from './run-table.tsx';
import { isGoing } from './run-words.ts';

/** Send requests to the service and watch what that does; one run at a time. */
export function LoadPage() {
  const address = useAddress();
  const plans = useCall('loadPlans', {});
  const runs = useCall('loadRuns', {}, { refetchMs: 15_000 });
  const list = runs.data?.runs ?? [];
  const going = list.find(isGoing);
  const askedFor = splitAddress(address).query.get('run');
  const compared = (splitAddress(address).query.get('compare') ?? '')
    .split(',')
    .flatMap((id) => list.find((run) => run.id === id) ?? []);
  const shown = list.find(({ id }) => id === askedFor) ?? going ?? list[0];
  return (
    <>
      <PageHeader title="Load" note="Put the model to work" />
      <div className="page-body load">
        {(plans.isPending || runs.isPending) && <Spinner label="Asking the monitor…" />}
        {plans.error && !plans.data && <ErrorNote message={plans.error.message} />}
        {runs.error && !runs.data && <ErrorNote message={runs.error.message} />}
        {plans.data && (
          // Kept while a run goes on: what was chosen or half written is there again after it.
          <div hidden={going !== undefined}>
            <PlanPicker
              plans={plans.data.plans}
              own={plans.data.own}
              onStarted={() => navigate(withTime('/load', address))}
            />
          </div>
        )}
        {going && <RunPanel key={going.id} run={going} />}
        {compared.length === 2 && <CompareCard runs={[compared[0]!, compared[1]!]} />}
        {shown && shown !== going && compared.length < 2 && <RunPanel key={shown.id} run={shown} />}
        <FaultCard />
        {runs.data && <RunTable runs={list} shownId={shown?.id} comparedIds={compared.map(({ id }) => id)} />}
      </div>
    </>
  );
}
