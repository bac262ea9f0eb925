import { useRef, useState } from 'react';
import { useCall } from '../../api/index.ts';
import { Button, Segmented, TimePicker } from '../../controls/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { AddToDashboardDialog } from './add-to-dashboard.tsx';
import type { EditorHandle } from './editor/promql-editor.tsx';
import { letterOf, maxQueries } from './explore-address.ts';
import { HistoryMenu } from './history-menu.tsx';
import { MetricBrowser } from './metric-browser.tsx';
import { QueryRow } from './query-row.tsx';
import { Results } from './results.tsx';
import { StepField } from './step-field.tsx';
import { useExplore } from './use-explore.ts';
import { useOutcomes } from './use-outcomes.ts';
import type { LabelLayout } from './value-table.tsx';

const tabs = [
  { value: 'graph', text: 'Graph' },
  { value: 'table', text: 'Table' },
] as const;

const layouts = [
  { value: 'text', text: 'Series' },
  { value: 'columns', text: 'A column a label' },
] as const;

/** Ask the store anything: queries with completion, their graph and their table. */
export function ExplorePage() {
  const explore = useExplore();
  const { rows, tab, stepMs } = explore;
  const status = useCall('status', {});
  const asked = rows.flatMap(({ expr, isOn }, i) => (isOn && expr !== '' ? [{ letter: letterOf(i), expr }] : []));
  const { outcomes, usedStepMs } = useOutcomes(asked, tab, stepMs, status.data?.scrapeIntervalMs ?? 5_000);

  const [layout, setLayout] = useState<LabelLayout>('text');
  const [isKeeping, setKeeping] = useState(false);
  const handles = useRef(new Map<string, EditorHandle>());
  const [activeId, setActiveId] = useState('');
  const active = rows.find(({ id }) => id === activeId) ?? rows[0]!;
  const insert = (text: string) => handles.current.get(active.id)?.insert(text);
  const choose = (expr: string) => {
    explore.edit(active.id, expr);
    handles.current.get(active.id)?.replace(expr);
    explore.run();
  };

  return (
    <>
      <PageHeader title="Explore" note="Ask the store in PromQL">
        <TimePicker />
      </PageHeader>
      <div className="page-body explore">
        <div className="explore-main">
          <section className="card queries" aria-label="Queries">
            <ul>
              {rows.map(({ id, expr, isOn }, i) => (
                <QueryRow
                  key={id}
                  letter={letterOf(i)}
                  text={expr}
                  isOn={isOn}
                  outcome={outcomes.find(({ letter }) => letter === letterOf(i)) ?? null}
                  onChange={(next) => explore.edit(id, next)}
                  onRun={() => explore.run()}
                  onFocus={() => setActiveId(id)}
                  onToggle={() => explore.toggle(id)}
                  onRemove={rows.length > 1 ? () => explore.remove(id) : null}
                  handle={(handle) => {
                    if (handle) handles.current.set(id, handle);
                    else handles.current.delete(id);
                  }}
                />
              ))}
            </ul>
            <div className="query-tools">
              <Button look="primary" icon="play" title="Shift and Enter" onClick={() => explore.run()}>
                Run
              </Button>
              <Button icon="add" disabled={rows.length >= maxQueries} onClick={explore.add}>
                Add a query
              </Button>
              <HistoryMenu onChoose={choose} />
              <Button icon="dashboard" disabled={asked.length === 0} onClick={() => setKeeping(true)}>
                Add to dashboard
              </Button>
              <StepField stepMs={stepMs} autoMs={usedStepMs} onChange={explore.setStep} />
            </div>
          </section>
          <section className="card results" aria-label="Result">
            <div className="card-head">
              <Segmented label="Shown as" value={tab} options={tabs} onChange={explore.setTab} />
              {tab === 'table' && (
                <div className="card-actions">
                  <Segmented label="Rows" value={layout} options={layouts} onChange={setLayout} />
                </div>
              )}
            </div>
            <Results tab={tab} layout={layout} outcomes={outcomes} onTry={choose} onTab={explore.setTab} />
          </section>
        </div>
        <MetricBrowser onChoose={insert} />
      </div>
      <AddToDashboardDialog
        queries={asked.map(({ expr }) => expr)}
        open={isKeeping}
        onClose={() => setKeeping(false)}
      />
    </>
  );
}
