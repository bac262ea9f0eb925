import type { FieldDefaults, Panel } from '../../core/shared/index.ts';

/** What a panel says about one series: its defaults with every override that matches. */
export interface Field extends FieldDefaults {
  custom: Record<string, unknown>;
}

export interface Overridable {
  name: string;
  refId: string;
}

type Override = NonNullable<NonNullable<Panel['fieldConfig']>['overrides']>[number];

export function fieldOf(series: Overridable, config: Panel['fieldConfig']): Field {
  const field: Field = { ...config?.defaults, custom: { ...config?.defaults?.custom } };
  for (const override of config?.overrides ?? []) {
    if (!matches(override.matcher, series)) continue;
    for (const { id, value } of override.properties) {
      if (id.startsWith('custom.')) field.custom[id.slice('custom.'.length)] = value;
      else Object.assign(field, { [id]: value });
    }
  }
  return field;
}

function matches({ id, options }: Override['matcher'], { name, refId }: Overridable): boolean {
  switch (id) {
    case 'byName':
      return options === name;
    case 'byFrameRefID':
      return options === refId;
    case 'byRegexp':
      return typeof options === 'string' && (regExpOf(options)?.test(name) ?? false);
    case 'byType':
      return options === 'number';
    case 'byNames': {
      const { names, mode } = (options ?? {}) as { names?: unknown; mode?: unknown };
      return Array.isArray(names) && names.includes(name) === (mode !== 'exclude');
    }
    default:
      return false;
  }
}

/** `/pattern/flags`, or a pattern alone; null when it is none. */
function regExpOf(text: string): RegExp | null {
  const [, pattern = text, flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(text) ?? [];
  try {
    return new RegExp(pattern, flags.replace(/[gy]/g, ''));
  } catch {
    return null;
  }
}

/** The steps of a panel that names none: Grafana's, and so red from 80 up. */
const defaultSteps: NonNullable<FieldDefaults['thresholds']>['steps'] = [
  { color: 'green', value: null },
  { color: 'red', value: 80 },
];

export interface AbsoluteStep {
  /** Minus infinity for the first. */
  value: number;
  color: string;
}

/** The thresholds of a field as values, in order; percentages are taken of the range from `min` to `max`. */
export function thresholdSteps({ thresholds }: FieldDefaults, min: number, max: number): AbsoluteStep[] {
  const steps = thresholds?.steps && thresholds.steps.length > 0 ? thresholds.steps : defaultSteps;
  const absolute = (value: number) => (thresholds?.mode === 'percentage' ? min + ((max - min) * value) / 100 : value);
  return steps
    .map(({ color, value }, i) => ({ color, value: value === null || i === 0 ? -Infinity : absolute(value) }))
    .sort((a, b) => a.value - b.value);
}

/** The colour name of the last step at or below the value. */
export const stepColor = (steps: readonly AbsoluteStep[], value: number): string =>
  steps.findLast((step) => value >= step.value)?.color ?? steps[0]?.color ?? 'gray';
