import { type JsonObject, isObject, objectAt, objectsAt, present, textAt } from '../json-object.ts';
import { dataSourceOf } from './data-source.ts';
import { layOutV2 } from './layout.ts';
import { variablesFromV2 } from './variables.ts';

/** Grafana's V2 format: a resource of that version, or its bare spec. */
export const isV2 = (json: JsonObject): boolean =>
  (textAt(json, 'apiVersion') ?? '').startsWith('dashboard.grafana.app/v2') ||
  (isObject(json['elements']) && isObject(json['layout']));

const tooltips: Record<string, number> = { Off: 0, Crosshair: 1, Tooltip: 2 };

/** The classic model of a V2 dashboard. What classic cannot say is told in `notices`. */
export function fromV2(json: JsonObject, notices: string[]): JsonObject {
  const spec = isObject(json['spec']) ? json['spec'] : json;
  const time = objectAt(spec, 'timeSettings');
  notices.push("It was in Grafana's V2 format and is kept as Classic JSON, which every Grafana reads.");
  return present({
    uid: textAt(objectAt(json, 'metadata'), 'name'),
    title: textAt(spec, 'title'),
    description: textAt(spec, 'description'),
    tags: spec['tags'],
    editable: spec['editable'],
    preload: spec['preload'],
    liveNow: spec['liveNow'],
    links: spec['links'],
    schemaVersion: 42,
    graphTooltip: tooltips[textAt(spec, 'cursorSync') ?? 'Off'] ?? 0,
    time: { from: textAt(time, 'from') ?? 'now-6h', to: textAt(time, 'to') ?? 'now' },
    refresh: textAt(time, 'autoRefresh') ?? '',
    timezone: textAt(time, 'timezone') ?? 'browser',
    weekStart: textAt(time, 'weekStart'),
    fiscalYearStartMonth: time['fiscalYearStartMonth'],
    timepicker: present({
      hidden: time['hideTimepicker'],
      nowDelay: time['nowDelay'],
      quick_ranges: time['quickRanges'],
      refresh_intervals: time['autoRefreshIntervals'],
    }),
    templating: { list: variablesFromV2(objectsAt(spec, 'variables')) },
    annotations: { list: objectsAt(spec, 'annotations').map(annotationFromV2) },
    panels: layOutV2(objectAt(spec, 'layout'), objectAt(spec, 'elements'), notices),
  });
}

function annotationFromV2(annotation: JsonObject): JsonObject {
  const { query: _, legacyOptions: __, ...spec } = objectAt(annotation, 'spec');
  const query = objectAt(objectAt(annotation, 'spec'), 'query');
  return present({
    ...objectAt(objectAt(annotation, 'spec'), 'legacyOptions'),
    ...spec,
    builtIn: spec['builtIn'] === true ? 1 : undefined,
    datasource: dataSourceOf(query),
    target: Object.keys(objectAt(query, 'spec')).length > 0 ? query['spec'] : undefined,
    type: spec['builtIn'] === true ? 'dashboard' : undefined,
  });
}
