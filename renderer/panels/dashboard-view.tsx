import { useMemo, useState } from 'react';
import type { Dashboard } from '../../core/shared/index.ts';
import { useCall } from '../api/index.ts';
import { createHoverStore, HoverContext } from '../charts/index.ts';
import { ErrorNote, Icon, Spinner } from '../controls/index.ts';
import { DashboardTools } from './dashboard-tools.tsx';
import { isCollapsed, layOut, type Placed } from './dashboard-layout.ts';
import { PanelView } from './panel-view.tsx';
import { createPictureStore } from './picture-store.ts';
import { SurroundingsContext } from './surroundings.ts';
import { useSurroundings } from './use-surroundings.ts';
import { repeatPanels } from './variables/repeat-panels.ts';
import type { ResolvedVariable } from './variables/resolve-variables.ts';
import { useVariables, type VariablesInUse } from './variables/use-variables.ts';
import { VariableBar } from './variables/variable-bar.tsx';

/** A dashboard by its uid, drawn from its JSON. The range of time and the refresh are the session's. */
export function DashboardView({ uid }: { uid: string }) {
  const { data, error, isPending } = useCall('dashboard', { uid });
  if (data?.dashboard.uid === uid) return <DashboardWithVariables key={uid} dashboard={data.dashboard} />;
  if (error) return <ErrorNote title="This dashboard cannot be shown" message={error.message} />;
  return isPending || data ? <Spinner label="Loading the dashboard" /> : null;
}

/** Panels ask nothing before it is known what their variables stand for. */
function DashboardWithVariables({ dashboard }: { dashboard: Dashboard }) {
  const variables = useVariables(dashboard);
  const { resolved } = variables;
  if (resolved === null) return <Spinner label="Looking up the variables" />;
  return <DashboardGrid dashboard={dashboard} resolved={resolved} variables={variables} />;
}

interface DashboardGridProps {
  dashboard: Dashboard;
  resolved: readonly ResolvedVariable[];
  variables: VariablesInUse;
}

function DashboardGrid({ dashboard, resolved, variables: { values, choose } }: DashboardGridProps) {
  const [showsBands, setShowsBands] = useState(true);
  const [toggledRows, setToggledRows] = useState<ReadonlySet<string>>(new Set());
  const [hover] = useState(createHoverStore);
  const [pictures] = useState(createPictureStore);
  const surroundings = useSurroundings({ showsBands, pictures, dashboardUid: dashboard.uid, variables: values });
  const panels = useMemo(() => repeatPanels(dashboard.panels, resolved, values), [dashboard.panels, resolved, values]);
  const placed = useMemo(() => layOut(panels, toggledRows), [panels, toggledRows]);

  const grid = (
    <div className="dashboard-grid">
      {placed.map((each) =>
        each.panel.type === 'row' ? (
          <RowHead
            key={each.key}
            row={each}
            isOpen={!isCollapsed(each.panel, each.key, toggledRows)}
            onToggle={() => setToggledRows((rows) => flipped(rows, each.key))}
          />
        ) : (
          <div key={each.key} className="dashboard-cell" style={cellOf(each)}>
            <PanelView panel={each.panel} />
          </div>
        ),
      )}
    </div>
  );
  return (
    <SurroundingsContext value={surroundings}>
      <DashboardTools
        dashboard={dashboard}
        placed={placed}
        resolved={resolved}
        pictures={pictures}
        showsBands={showsBands}
        onShowBands={setShowsBands}
      />
      <VariableBar resolved={resolved} choose={choose} />
      {dashboard.graphTooltip === 0 ? grid : <HoverContext value={hover}>{grid}</HoverContext>}
    </SurroundingsContext>
  );
}

function flipped(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

const cellOf = ({ x, y, w, h }: Placed) => ({
  gridColumn: `${x + 1} / span ${w}`,
  gridRow: `${y + 1} / span ${h}`,
  '--rows': h,
});

function RowHead({ row, isOpen, onToggle }: { row: Placed; isOpen: boolean; onToggle(): void }) {
  return (
    <div className="dashboard-row" style={cellOf(row)}>
      <h2>
        <button type="button" aria-expanded={isOpen} onClick={onToggle}>
          <Icon name={isOpen ? 'down' : 'forward'} size={14} />
          {row.panel.title || 'Row'}
        </button>
      </h2>
    </div>
  );
}
