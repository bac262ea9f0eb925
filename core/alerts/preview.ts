import { type Engine, MAX_POINTS } from '../promql/index.ts';
import {
  DEFAULT_INTERVAL_MS,
  type Labels,
  parseDuration,
  type Preview,
  type Rule,
  type StateSpan,
  unreachable,
} from '../shared/index.ts';
import { type CompiledAlert, compileRule } from './compile-rule.ts';
import { type RuleWorld, toFoundAlerts, type VectorElement } from './evaluate-rule.ts';
import { advance, type StateChange, changesBetween } from './machine/advance.ts';
import { type Alert, labelKey } from './machine/alert.ts';

export interface PreviewOptions {
  rule: Rule;
  interval?: string | undefined;
  fromMs: number;
  toMs: number;
}

/** More is no preview but a list. */
const MOST_ALERTS = 50;
/** Elements over all steps: labels are filled in for each, one after the other. */
const MOST_ELEMENTS = 200_000;

/** Why there can be no preview, in a sentence. */
export class NoPreview extends Error {}

/**
 * When an alert rule would have been pending and firing, had it been evaluated over a range of time: its expression as a range
 * query at the group's interval, and the same transitions as live. It begins from nothing at `fromMs`.
 */
export async function previewRule(
  engine: Pick<Engine, 'range'>,
  world: RuleWorld,
  { rule, interval, fromMs, toMs }: PreviewOptions,
): Promise<Preview> {
  const compiled = compileRule(rule, {});
  if (compiled.kind !== 'alert')
    throw new NoPreview('Only alerts have states; a recording rule has nothing to preview.');
  const intervalMs = parseDuration(interval ?? '0') || DEFAULT_INTERVAL_MS;
  // Over a long range every so manyth evaluation is looked at, on the same grid.
  const stepMs = intervalMs * Math.max(1, Math.ceil((toMs - fromMs) / intervalMs / (MAX_POINTS - 1)));
  const startMs = Math.ceil(fromMs / stepMs) * stepMs;
  const steps = Math.floor((toMs - startMs) / stepMs) + 1;
  if (steps < 1) throw new NoPreview('The range is shorter than the interval at which the rule is evaluated.');
  const byStep = await elementsByStep(engine, rule.expr, startMs, stepMs, steps);

  const spans = new Map<string, { labels: Labels; spans: StateSpan[] }>();
  // Annotations change nothing about when it fires.
  const light: CompiledAlert = { ...compiled, annotationTemplates: [] };
  let alerts: ReadonlyMap<string, Alert> = new Map();
  let firings = 0;
  for (let step = 0; step < steps; step++) {
    const atMs = startMs + step * stepMs;
    const found = await toFoundAlerts(light, byStep[step]!, atMs, world);
    const next = advance(alerts, found, compiled, atMs);
    for (const change of changesBetween(alerts, next)) {
      note(spans, change, atMs);
      if (change.to === 'firing') firings++;
    }
    alerts = next;
  }
  const all = [...spans.values()].sort((a, b) => a.spans[0]!.fromMs - b.spans[0]!.fromMs);
  return { alerts: all.slice(0, MOST_ALERTS), more: Math.max(0, all.length - MOST_ALERTS), stepMs, firings };
}

/** What an instant query at each step would have given. */
async function elementsByStep(
  engine: Pick<Engine, 'range'>,
  expr: string,
  startMs: number,
  stepMs: number,
  steps: number,
): Promise<VectorElement[][]> {
  const { value } = await engine.range(expr, startMs, startMs + (steps - 1) * stepMs, stepMs);
  const byStep = Array.from({ length: steps }, (): VectorElement[] => []);
  if (value.type !== 'matrix') return byStep;
  const elements = value.series.reduce((total, { values }) => total + values.length, 0);
  if (elements > MOST_ELEMENTS) {
    throw new NoPreview(
      `The expression gives ${elements} values over this range, too many to preview. Take a shorter range, or aggregate more.`,
    );
  }
  for (const { labels, timestampsMs, values } of value.series) {
    for (const [i, atMs] of timestampsMs.entries()) {
      byStep[Math.round((atMs - startMs) / stepMs)]!.push({ labels, value: values[i]! });
    }
  }
  return byStep;
}

/** Ends the span under way and begins the next. */
function note(
  found: Map<string, { labels: Labels; spans: StateSpan[] }>,
  { alert, to }: StateChange,
  atMs: number,
): void {
  const key = labelKey(alert.labels);
  const known = found.get(key) ?? { labels: alert.labels, spans: [] };
  found.set(key, known);
  const last = known.spans.at(-1);
  if (last && last.toMs === null) last.toMs = atMs;
  switch (to) {
    case 'inactive':
      return;
    case 'pending':
    case 'firing':
      known.spans.push({ state: to, fromMs: atMs, toMs: null });
      return;
    default:
      unreachable(to);
  }
}
