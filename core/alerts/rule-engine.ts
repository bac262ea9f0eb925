import type { Engine } from '../promql/index.ts';
import type { VectorElement } from './evaluate-rule.ts';

/** Evaluates a rule's expression with a PromQL engine. Throws `PromqlError`, or that the result is of no use to a rule. */
export function queryWith(engine: Pick<Engine, 'instant'>, timeoutMs: number) {
  return async (expr: string, atMs: number, signal: AbortSignal): Promise<readonly VectorElement[]> => {
    const { value } = await engine.instant(expr, atMs, { signal, timeoutMs });
    if (value.type === 'vector') return value.series;
    if (value.type === 'scalar') return [{ labels: {}, value: value.value }];
    throw new Error('rule result is not a vector or scalar');
  };
}
