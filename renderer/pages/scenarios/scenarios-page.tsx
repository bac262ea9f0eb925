import { isScenarioOver, type ScenarioRun } from '../../../core/shared/index.ts';
import { useCall } from '../../api/index.ts';
import { ErrorNote, Spinner } from '../../controls/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { navigate, splitAddress, useAddress, withTime } from '../../session/index.ts';
import { AboutCard } from './about-card.tsx';
import { RunHistory } from './run-history.tsx';
import { RunView } from './run-view.tsx';
import { SceneCard } from './scene-card.tsx';

const noRuns: readonly ScenarioRun[] = [];

/** The tutorial: five scenarios to run and to watch, and what the runs so far have shown. */
export function ScenariosPage() {
  const address = useAddress();
  const scenarios = useCall('scenarios', {});
  const runs = useCall('scenarioRuns', {}, { refetchMs: 15_000 });
  const list = runs.data?.runs ?? noRuns;
  const going = list.find((run) => !isScenarioOver(run));
  const askedFor = splitAddress(address).query.get('run');
  const shown = list.find(({ id }) => id === askedFor) ?? going;
  const show = (run: ScenarioRun) => navigate(withTime(`/scenarios?run=${encodeURIComponent(run.id)}`, address));
  return (
    <>
      <PageHeader
        title="Scenarios"
        note="Learn to watch a model by watching one: each walk does something and shows what comes of it"
      />
      <div className="page-body scenarios">
        {(scenarios.isPending || runs.isPending) && <Spinner label="Asking the monitor…" />}
        {scenarios.error && !scenarios.data && <ErrorNote message={scenarios.error.message} />}
        {runs.error && !runs.data && <ErrorNote message={runs.error.message} />}
        {shown && <RunView key={shown.id} run={shown} />}
        {going && shown !== going && <RunView key={going.id} run={going} />}
        {scenarios.data && (
          <div className="scene-cards">
            {scenarios.data.scenarios.map((scenario, index) => (
              <SceneCard
                key={scenario.name}
                scenario={scenario}
                number={index + 1}
                last={list.find((run) => run.scenario === scenario.name)}
                isBusy={going !== undefined}
                onStarted={show}
              />
            ))}
            <AboutCard />
          </div>
        )}
        {runs.data && <RunHistory runs={list} shownId={shown?.id} />}
      </div>
    </>
  );
}
