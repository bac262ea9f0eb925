import {
  addPanel,
  DashboardProblem,
  type Dashboards,
  emptyDashboard,
  fillInputs,
  type JsonObject,
  listingOf,
  type ReadDashboard,
  readDashboard,
  readDashboardJson,
} from '../dashboards/index.ts';
import { CodedError, type ImportReply, type ImportRequest, type NewPanel } from '../shared/index.ts';

/** The calls of the page about dashboards: listed, read, changed, taken in, deleted. */
export function dashboardHandlers(dashboards: Dashboards) {
  const found = (uid: string) => {
    const kept = dashboards.read(uid);
    if (!kept) throw new CodedError('not_found', { what: `dashboard with uid "${uid}"` });
    return kept;
  };

  const keep = (json: JsonObject) => {
    const { dashboard, origin } = dashboards.save(json);
    return listingOf(dashboard, origin);
  };

  function importDashboard(request: ImportRequest): ImportReply {
    const read = readable(() => readRequest(request));
    const holder = dashboards.get(read.dashboard.uid);
    const uid = holder && request.asCopy ? dashboards.freeUid(read.dashboard.title) : read.dashboard.uid;
    const json = { ...fillInputs(read.json, chosenInputs(request.inputs)), uid };
    const replaces = holder && !request.asCopy ? holder.title : null;
    const notices = [...read.notices, ...undrawn(read)];
    const about = { inputs: read.inputs, notices, replaces };
    if (request.check) {
      return { ...about, dashboard: listingOf({ ...read.dashboard, uid }, 'own'), saved: false };
    }
    if (replaces !== null && !request.overwrite) throw new CodedError('dashboard_exists', { title: replaces, uid });
    return { ...about, dashboard: keep(json), saved: true };
  }

  return {
    dashboards: () => ({ dashboards: dashboards.list() }),
    dashboard({ uid }: { uid: string }) {
      const { dashboard, origin } = found(uid);
      return { dashboard, origin };
    },
    addPanel({ to, panel }: { to: { uid: string } | { newTitle: string }; panel: NewPanel }) {
      const before = 'uid' in to ? found(to.uid) : emptyDashboard(dashboards.freeUid(to.newTitle), to.newTitle);
      return { dashboard: keep(addPanel(before, panel)) };
    },
    saveDashboard({ uid, dashboard }: { uid: string; dashboard: JsonObject }) {
      return { dashboard: readable(() => keep(readDashboardJson({ ...dashboard, uid }).json)) };
    },
    deleteDashboard({ uid }: { uid: string }) {
      const { origin, dashboard } = found(uid);
      if (!dashboards.delete(uid)) throw new CodedError('dashboard_built_in', { title: dashboard.title });
      return { restored: origin === 'changed' };
    },
    importDashboard,
  };
}

/** A fault of what was given is the sender's to mend. */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DashboardProblem)) throw error;
    throw new CodedError('dashboard_unreadable', { reason: error.message }, { cause: error });
  }
}

/** The text of a file; the JSON under `dashboard`, as Grafana's import API has it; or the JSON alone as the body. */
function readRequest({ text, dashboard, inputs: _, overwrite: __, asCopy: ___, check: ____, ...body }: ImportRequest) {
  if (text !== undefined) return readDashboard(text);
  return readDashboardJson(dashboard ?? body);
}

/** By name, or as Grafana's import API lists them: `[{ name, value }]`. */
function chosenInputs(inputs: ImportRequest['inputs']): Record<string, string> {
  if (inputs === undefined) return {};
  if (!Array.isArray(inputs)) return inputs;
  const pairs = inputs.flatMap((input) => {
    const { name, value } = (input ?? {}) as { name?: unknown; value?: unknown };
    return typeof name === 'string' && typeof value === 'string' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** Types that are drawn; `row` is drawn as what it is. */
const drawn = new Set(['timeseries', 'stat', 'bargauge', 'gauge', 'piechart', 'heatmap', 'text', 'row']);

function undrawn({ dashboard: { panels } }: ReadDashboard): string[] {
  const all = panels.flatMap((panel) => [panel, ...((panel['panels'] as typeof panels | undefined) ?? [])]);
  const types = [...Map.groupBy(all, ({ type }) => type)].filter(([type]) => !drawn.has(type));
  if (types.length === 0) return [];
  const said = types.map(([type, { length }]) => (length === 1 ? type : `${type} (${length})`)).join(', ');
  return [`Kept and exported, but not drawn yet: ${said}.`];
}
