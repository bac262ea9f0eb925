import type { DashboardInput } from '../shared/index.ts';
import { type JsonObject, mapStrings, objectsAt, present, textAt } from './json-object.ts';

/** The uid dashboards know our store by; the provisioned data source has the same. */
export const dataSourceUid = 'prometheus';

/** What a shared dashboard asks for. Every data source it knows nothing better of is our store. */
export const inputsOf = (json: JsonObject): DashboardInput[] =>
  objectsAt(json, '__inputs').flatMap((input) => {
    const name = textAt(input, 'name');
    if (name === undefined) return [];
    const isConstant = textAt(input, 'type') === 'constant';
    return [
      {
        name,
        kind: isConstant ? ('constant' as const) : ('datasource' as const),
        label: textAt(input, 'label') || name,
        value: isConstant ? (textAt(input, 'value') ?? '') : dataSourceUid,
      },
    ];
  });

const ofSharing = ['__inputs', '__elements', '__requires'];

/** The dashboard with its open places filled, and nothing left that says they were open. */
export function fillInputs(json: JsonObject, chosen: Readonly<Record<string, string>>): JsonObject {
  const inputs = inputsOf(json);
  const rest = Object.fromEntries(Object.entries(json).filter(([key]) => !ofSharing.includes(key)));
  if (inputs.length === 0) return rest;
  const values = new Map(inputs.map(({ name, value }) => [`\${${name}}`, chosen[name] ?? value]));
  return mapStrings(rest, (text) => {
    let filled = text;
    for (const [place, value] of values) filled = filled.replaceAll(place, value);
    return filled;
  }) as JsonObject;
}

const source = 'DS_PROMETHEUS';
const reference = `\${${source}}`;

/**
 * The dashboard for someone else's Grafana: its Prometheus data sources become a place to be filled, as Grafana's own
 * "export for sharing" does it. Variables, mixed and built-in data sources are nobody's own and stay.
 */
export function forSharing(json: JsonObject): JsonObject {
  const { id: _, ...rest } = json;
  const opened = openSources(fillInputs(rest, {})) as JsonObject;
  const types = [...new Set(panelTypes(json))].sort();
  return {
    __inputs: [
      {
        name: source,
        label: 'Prometheus',
        description: '',
        type: 'datasource',
        pluginId: 'prometheus',
        pluginName: 'Prometheus',
      },
    ],
    __elements: {},
    __requires: [
      { type: 'datasource', id: 'prometheus', name: 'Prometheus', version: '1.0.0' },
      ...types.map((type) => ({ type: 'panel', id: type, name: type, version: '' })),
    ],
    ...opened,
  };
}

const panelTypes = (json: JsonObject): string[] =>
  objectsAt(json, 'panels').flatMap((panel) => [
    ...(textAt(panel, 'type') && panel['type'] !== 'row' ? [textAt(panel, 'type')!] : []),
    ...panelTypes(panel),
  ]);

function openSources(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(openSources);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => [
      key,
      key === 'datasource' ? openSource(each) : openSources(each),
    ]),
  );
}

const isOurs = (uid: string) => !uid.startsWith('$') && !uid.startsWith('--') && uid !== 'grafana';

function openSource(value: unknown): unknown {
  if (typeof value === 'string') return isOurs(value) ? reference : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { type, uid, ...rest } = value as { type?: unknown; uid?: unknown };
  const isPrometheus = type === undefined || type === 'prometheus';
  if (!isPrometheus || (typeof uid === 'string' && !isOurs(uid))) return value;
  return present({ ...rest, type: 'prometheus', uid: reference });
}
