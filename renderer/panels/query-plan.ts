import { type Panel, parseDuration, type Target } from '../../core/shared/index.ts';
import type { Grid } from '../drawing/index.ts';
import { interpolate, interpolateTitle, mentions, timeVariables, type Variables } from './interpolate.ts';
import { alignRange, stepOf } from './step.ts';

export interface PanelQuery {
  refId: string;
  /** With every variable filled in. */
  expr: string;
  legendFormat: string | undefined;
  kind: 'range' | 'instant';
}

export interface QueryPlan {
  queries: readonly PanelQuery[];
  fromMs: number;
  toMs: number;
  /** The moments all answers are laid out on. */
  grid: Grid;
  /** Plans with the same one differ only by the clock having moved on. */
  identity: string;
}

export interface PlanContext {
  /** The range as written, e.g. `now-15m` and `now`. */
  from: string;
  to: string;
  fromMs: number;
  toMs: number;
  widthPx: number;
  scrapeIntervalMs: number;
  variables: Variables;
  utcOffsetMs: number;
}

/** What a panel asks for. One step serves all its queries, so that their points stand at the same moments. */
export function planQueries(panel: Panel, context: PlanContext): QueryPlan {
  const { fromMs, toMs, scrapeIntervalMs } = context;
  const targets = (panel.targets ?? []).filter(({ expr, hide }) => expr.trim() !== '' && hide !== true);
  const intervals = [panel['interval'], ...targets.map(({ interval }) => interval)].map((text) =>
    intervalMs(text, context.variables),
  );
  const stepMs = stepOf({
    fromMs,
    toMs,
    maxDataPoints: positive(panel['maxDataPoints']) ?? context.widthPx,
    minStepMs: Math.max(...intervals, 0) || scrapeIntervalMs,
  });
  const { startMs, endMs } = alignRange(fromMs, toMs, stepMs, context.utcOffsetMs);
  const grid = { startMs, stepMs, length: Math.floor((endMs - startMs) / stepMs) + 1 };
  const variables = new Map([...context.variables, ...timeVariables({ fromMs, toMs, stepMs, scrapeIntervalMs })]);
  const queries = targets.map((target) => ({
    refId: target.refId,
    expr: interpolate(target.expr, variables),
    legendFormat: target.legendFormat && interpolateTitle(target.legendFormat, variables),
    kind: kindOf(target, panel),
  }));
  const asked = targets.map(({ expr }) => interpolate(expr, context.variables));
  const identity = JSON.stringify([context.from, context.to, stepMs, asked]);
  return { queries, fromMs, toMs, grid, identity };
}

/**
 * A bar of `increase(x[$__range])` shows its last value only, and each value looks back over the whole range already:
 * asking for every step would be a hundred times the work for the same bar.
 */
function kindOf({ expr, instant, range }: Target, { type, options }: Panel): PanelQuery['kind'] {
  if (instant === true && range !== true) return 'instant';
  const calcs = (options?.['reduceOptions'] as { calcs?: string[] } | undefined)?.calcs ?? ['lastNotNull'];
  const onlyLast = type === 'bargauge' && calcs.every((calc) => calc === 'last' || calc === 'lastNotNull');
  return onlyLast && ['__range', '__range_s', '__range_ms'].some((name) => mentions(expr, name)) ? 'instant' : 'range';
}

const positive = (value: unknown): number | null => (typeof value === 'number' && value > 0 ? value : null);

/** `30s`, or `>30s` as Grafana's older editors wrote it, or a variable; 0 when it says nothing. */
const intervalMs = (text: unknown, variables: Variables): number =>
  typeof text === 'string' ? (parseDuration(interpolate(text, variables).replace(/^>/, '').trim()) ?? 0) : 0;
