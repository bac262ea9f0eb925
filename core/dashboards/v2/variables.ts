import { type JsonObject, objectAt, present, textAt } from '../json-object.ts';
import { dataSourceOf } from './data-source.ts';

/** Types by V2's kinds; others keep their name. */
const types: Record<string, string> = {
  QueryVariable: 'query',
  TextVariable: 'textbox',
  ConstantVariable: 'constant',
  DatasourceVariable: 'datasource',
  IntervalVariable: 'interval',
  CustomVariable: 'custom',
  GroupByVariable: 'groupby',
  AdhocVariable: 'adhoc',
  SwitchVariable: 'switch',
};

/** What were numbers in the classic model are words in V2. */
const hides: Record<string, number> = { dontHide: 0, hideLabel: 1, hideVariable: 2, inControlsMenu: 3 };
const refreshes: Record<string, number> = { never: 0, onDashboardLoad: 1, onTimeRangeChanged: 2 };
const sorts = [
  'disabled',
  'alphabeticalAsc',
  'alphabeticalDesc',
  'numericalAsc',
  'numericalDesc',
  'alphabeticalCaseInsensitiveAsc',
  'alphabeticalCaseInsensitiveDesc',
  'naturalAsc',
  'naturalDesc',
];

export const variablesFromV2 = (variables: readonly JsonObject[]): JsonObject[] =>
  variables.map((variable) => {
    const spec = objectAt(variable, 'spec');
    const kind = textAt(variable, 'kind') ?? '';
    const asked = spec['query'];
    const isQuery = kind === 'QueryVariable' && typeof asked === 'object' && asked !== null;
    const query = isQuery ? (asked as JsonObject) : {};
    const sort = sorts.indexOf(textAt(spec, 'sort') ?? '');
    return present({
      ...spec,
      type: types[kind] ?? kind,
      hide: hides[textAt(spec, 'hide') ?? 'dontHide'] ?? 0,
      refresh: kind === 'IntervalVariable' ? 2 : refreshes[textAt(spec, 'refresh') ?? ''],
      sort: sort < 0 ? undefined : sort,
      query: isQuery ? queryOf(query) : (asked ?? (kind === 'DatasourceVariable' ? spec['pluginId'] : undefined)),
      datasource: isQuery ? dataSourceOf(query) : undefined,
    });
  });

/** A Prometheus query is one text, whichever key of the spec has it. */
function queryOf(query: JsonObject): unknown {
  const spec = objectAt(query, 'spec');
  return spec['__legacyStringValue'] ?? spec;
}
