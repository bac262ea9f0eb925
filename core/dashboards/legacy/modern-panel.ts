import { type JsonObject, isObject, objectAt, textAt } from '../json-object.ts';
import { fromGraph } from './graph.ts';
import { fromSinglestat } from './singlestat.ts';

const renamed = (type: string) => (panel: JsonObject) => ({ ...panel, type });

/** Panels of earlier versions and plug-ins, by their type then. */
const mappings: Record<string, (panel: JsonObject) => JsonObject> = {
  graph: fromGraph,
  singlestat: fromSinglestat,
  'grafana-singlestat-panel': fromSinglestat,
  'table-old': renamed('table'),
  'grafana-piechart-panel': (panel) => ({
    ...panel,
    type: 'piechart',
    options: {
      pieType: textAt(panel, 'pieType') === 'donut' ? 'donut' : 'pie',
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      legend: { showLegend: true, displayMode: 'list', placement: 'bottom', values: ['value'] },
      ...objectAt(panel, 'options'),
    },
  }),
};

/**
 * A panel as the versions of today write it, to be drawn; the file keeps what it has. A time series that was saved by a
 * version in between has its new fields already, whatever its type says.
 */
export function modernPanel(panel: JsonObject): JsonObject {
  const type = textAt(panel, 'type') ?? '';
  const children = panel['panels'];
  if (type === 'row' && Array.isArray(children)) {
    return { ...panel, panels: children.filter(isObject).map(modernPanel) };
  }
  if (type === '' && isObject(panel['libraryPanel'])) return { ...panel, type: 'library panel' };
  return mappings[type]?.(panel) ?? panel;
}
