import { type JsonObject, numberAt, objectAt, objectsAt, present, textAt } from '../json-object.ts';

const calcs: Record<string, string> = {
  avg: 'mean',
  current: 'lastNotNull',
  first: 'firstNotNull',
  min: 'min',
  max: 'max',
  total: 'sum',
  range: 'range',
  delta: 'delta',
  diff: 'diff',
};

/** `singlestat`, one big number before version 7, as the stat or the gauge it became. */
export function fromSinglestat(panel: JsonObject): JsonObject {
  const gauge = objectAt(panel, 'gauge');
  const isGauge = gauge['show'] === true;
  const reduceOptions = { calcs: [calcs[textAt(panel, 'valueName') ?? ''] ?? 'mean'], fields: '', values: false };
  const isColored = panel['colorValue'] === true || panel['colorBackground'] === true || isGauge;
  return {
    ...panel,
    type: isGauge ? 'gauge' : 'stat',
    fieldConfig: {
      defaults: present({
        unit: unitOf(panel),
        decimals: numberAt(panel, 'decimals'),
        noValue: textAt(panel, 'nullText') || undefined,
        min: isGauge ? numberAt(gauge, 'minValue') : undefined,
        max: isGauge ? numberAt(gauge, 'maxValue') : undefined,
        color: { mode: 'thresholds' },
        thresholds: isColored ? thresholdsOf(panel) : { mode: 'absolute', steps: [{ color: 'text', value: null }] },
        mappings: mappingsOf(panel),
      }),
      overrides: [],
    },
    options: isGauge
      ? {
          reduceOptions,
          showThresholdMarkers: gauge['thresholdMarkers'] !== false,
          showThresholdLabels: gauge['thresholdLabels'] === true,
        }
      : {
          reduceOptions,
          colorMode: panel['colorBackground'] === true ? 'background' : 'value',
          graphMode: objectAt(panel, 'sparkline')['show'] === true ? 'area' : 'none',
          textMode: 'auto',
          orientation: 'auto',
        },
  };
}

/** Words around the number were fields of their own. */
function unitOf(panel: JsonObject): string | undefined {
  const [prefix, postfix, format] = ['prefix', 'postfix', 'format'].map((key) => textAt(panel, key) ?? '');
  const isPlain = format === '' || format === 'none' || format === 'short';
  if (isPlain && postfix) return `suffix:${postfix}`;
  if (isPlain && prefix) return `prefix:${prefix}`;
  return format || undefined;
}

/** `"50,80"` with three colours: below 50, from 50, from 80. */
function thresholdsOf(panel: JsonObject): JsonObject {
  const values = (textAt(panel, 'thresholds') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(Number)
    .filter(Number.isFinite);
  const given = Array.isArray(panel['colors']) ? panel['colors'].filter((each) => typeof each === 'string') : [];
  const colors = given.length > 0 ? given : ['green', 'orange', 'red'];
  const steps = [null, ...values].map((value, i) => ({ value, color: colors[i] ?? colors.at(-1)! }));
  return { mode: 'absolute', steps };
}

function mappingsOf(panel: JsonObject): JsonObject[] {
  const options = objectsAt(panel, 'valueMaps').flatMap((map) => {
    const [value, text] = [map['value'], textAt(map, 'text')];
    if (text === undefined || (typeof value !== 'string' && typeof value !== 'number')) return [];
    return [
      value === 'null' ? { type: 'special', options: { match: 'null', result: { text } } } : oneValue(`${value}`, text),
    ];
  });
  const ranges = objectsAt(panel, 'rangeMaps').flatMap((map) => {
    const [from, to, text] = [numberAt(map, 'from'), numberAt(map, 'to'), textAt(map, 'text')];
    return text === undefined
      ? []
      : [{ type: 'range', options: { from: from ?? null, to: to ?? null, result: { text } } }];
  });
  return [...options, ...ranges];
}

const oneValue = (value: string, text: string) => ({ type: 'value', options: { [value]: { text } } });
