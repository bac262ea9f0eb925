import { type JsonObject, numberAt, objectAt, objectsAt, present, textAt } from '../json-object.ts';

/** `graph`, Grafana's chart before version 8, as the time series it became. */
export function fromGraph(panel: JsonObject): JsonObject {
  const [left = {}] = objectsAt(panel, 'yaxes');
  return {
    ...panel,
    type: 'timeseries',
    fieldConfig: {
      defaults: present({
        unit: textAt(left, 'format') ?? textAt(objectAt(objectAt(panel, 'fieldConfig'), 'defaults'), 'unit'),
        min: numberAt(left, 'min'),
        max: numberAt(left, 'max'),
        decimals: numberAt(left, 'decimals') ?? numberAt(panel, 'decimals'),
        color: { mode: 'palette-classic' },
        custom: lineOf(panel, left),
        ...thresholdsOf(panel),
      }),
      overrides: [...colorsOf(panel), ...overridesOf(panel)],
    },
    options: { legend: legendOf(panel), tooltip: tooltipOf(panel) },
  };
}

function lineOf(panel: JsonObject, axis: JsonObject): JsonObject {
  const drawStyle = panel['bars'] === true ? 'bars' : panel['lines'] === false ? 'points' : 'line';
  const base = numberAt(axis, 'logBase') ?? 1;
  return {
    drawStyle,
    lineInterpolation: panel['steppedLine'] === true ? 'stepAfter' : 'linear',
    lineWidth: numberAt(panel, 'linewidth') ?? 1,
    // Ten steps then, a percentage now. Bars had no setting of their own and were full.
    fillOpacity: drawStyle === 'bars' ? 100 : (numberAt(panel, 'fill') ?? 1) * 10,
    showPoints: panel['points'] === true ? 'always' : 'never',
    pointSize: 2 * (numberAt(panel, 'pointradius') ?? 2),
    spanNulls: panel['nullPointMode'] === 'connected',
    stacking: {
      mode: panel['stack'] !== true ? 'none' : panel['percentage'] === true ? 'percent' : 'normal',
      group: 'A',
    },
    axisLabel: textAt(axis, 'label') ?? '',
    scaleDistribution: base > 1 ? { type: 'log', log: base } : { type: 'linear' },
    ...thresholdStyleOf(panel),
  };
}

/** Old thresholds were lines or areas above or below a value. */
function thresholdsOf(panel: JsonObject): JsonObject {
  const marks = objectsAt(panel, 'thresholds').flatMap((mark) => {
    const value = numberAt(mark, 'value');
    return value === undefined ? [] : [{ value, color: colorOfMark(mark) }];
  });
  if (marks.length === 0) return {};
  const steps = [{ value: null, color: 'transparent' }, ...marks.toSorted((a, b) => a.value - b.value)];
  return { thresholds: { mode: 'absolute', steps } };
}

function colorOfMark(mark: JsonObject): string {
  const named: Record<string, string> = { critical: 'red', warning: 'orange', ok: 'green' };
  return named[textAt(mark, 'colorMode') ?? ''] ?? textAt(mark, 'lineColor') ?? textAt(mark, 'fillColor') ?? 'red';
}

function thresholdStyleOf(panel: JsonObject): JsonObject {
  const marks = objectsAt(panel, 'thresholds');
  if (marks.length === 0) return {};
  const [hasLine, hasFill] = [marks.some(({ line }) => line === true), marks.some(({ fill }) => fill === true)];
  return { thresholdsStyle: { mode: hasLine && hasFill ? 'line+area' : hasFill ? 'area' : 'line' } };
}

const fixed = (fixedColor: string) => ({ id: 'color', value: { mode: 'fixed', fixedColor } });

const colorsOf = (panel: JsonObject): JsonObject[] =>
  Object.entries(objectAt(panel, 'aliasColors')).flatMap(([name, color]) =>
    typeof color === 'string' ? [{ matcher: { id: 'byName', options: name }, properties: [fixed(color)] }] : [],
  );

/** What a series override said, in today's words; what has none is left out of the drawing, not of the file. */
function overridesOf(panel: JsonObject): JsonObject[] {
  return objectsAt(panel, 'seriesOverrides').flatMap((override) => {
    const alias = textAt(override, 'alias');
    if (alias === undefined) return [];
    const properties = [
      ...(textAt(override, 'color') ? [fixed(textAt(override, 'color')!)] : []),
      ...custom('lineWidth', numberAt(override, 'linewidth')),
      ...custom('fillOpacity', times(numberAt(override, 'fill'), 10)),
      ...custom('axisPlacement', numberAt(override, 'yaxis') === 2 ? 'right' : undefined),
      ...custom('drawStyle', override['bars'] === true ? 'bars' : undefined),
      ...custom('stacking', override['stack'] === false ? { mode: 'none' } : undefined),
      ...custom('lineStyle', override['dashes'] === true ? { fill: 'dash', dash: [10, 10] } : undefined),
    ];
    const isPattern = alias.startsWith('/') && alias.endsWith('/') && alias.length > 2;
    return [{ matcher: { id: isPattern ? 'byRegexp' : 'byName', options: alias }, properties }];
  });
}

const custom = (name: string, value: unknown) => (value === undefined ? [] : [{ id: `custom.${name}`, value }]);
const times = (value: number | undefined, factor: number) => (value === undefined ? undefined : value * factor);

const calcNames: Record<string, string> = {
  min: 'min',
  max: 'max',
  avg: 'mean',
  current: 'lastNotNull',
  total: 'sum',
};

function legendOf(panel: JsonObject): JsonObject {
  const legend = objectAt(panel, 'legend');
  return {
    showLegend: legend['show'] !== false,
    displayMode: legend['alignAsTable'] === true ? 'table' : 'list',
    placement: legend['rightSide'] === true ? 'right' : 'bottom',
    calcs: Object.entries(calcNames).flatMap(([old, now]) => (legend[old] === true ? [now] : [])),
  };
}

function tooltipOf(panel: JsonObject): JsonObject {
  const tooltip = objectAt(panel, 'tooltip');
  const sorts = ['none', 'asc', 'desc'];
  return {
    mode: tooltip['shared'] === false ? 'single' : 'multi',
    sort: sorts[numberAt(tooltip, 'sort') ?? 0] ?? 'none',
  };
}
