import { METRIC_NAME, type Labels, type Matcher, type SeriesData } from '../shared/index.ts';
import { isActive } from './machine/advance.ts';
import { type Alert, labelKey, withoutEmpty } from './machine/alert.ts';

/** Where the series of rules are kept; the store is one. */
export interface RuleStore {
  /** The number of a series; 0 when there is no room for it. */
  seriesRef(labels: Labels): number;
  append(batch: { refs: Uint32Array; timestampsMs: number; values: Float64Array; stale: Uint8Array | null }): {
    outOfOrder: number;
  };
  select(matchers: readonly Matcher[], startMs: number, endMs: number): Promise<readonly SeriesData[]>;
}

export interface RuleSample {
  labels: Labels;
  value: number;
}

export const ALERTS = 'ALERTS';
export const ALERTS_FOR_STATE = 'ALERTS_FOR_STATE';

/** `ALERTS` and `ALERTS_FOR_STATE` of the alerts that are pending or firing. */
export function alertSamples(ruleLabels: Labels, alerts: Iterable<Alert>): RuleSample[] {
  const samples: RuleSample[] = [];
  for (const alert of alerts) {
    if (!isActive(alert)) continue;
    samples.push(
      { labels: { ...forStateLabels(ruleLabels, alert), [METRIC_NAME]: ALERTS, alertstate: alert.state }, value: 1 },
      { labels: forStateLabels(ruleLabels, alert), value: Math.floor(alert.activeAtMs / 1000) },
    );
  }
  return samples;
}

/** As Prometheus has it, a label whose template comes out empty is there as it was written. */
export const forStateLabels = (ruleLabels: Labels, { labels }: Alert): Labels =>
  withoutEmpty({ ...ruleLabels, ...labels, [METRIC_NAME]: ALERTS_FOR_STATE });

/**
 * Remembers which series a rule wrote last, and marks those as ended that it does not write again.
 */
export class WrittenSeries {
  private written = new Map<string, Labels>();

  /** Writes one evaluation of the rule. Throws when there is no room in the store, or it refuses the samples as too old. */
  write(store: RuleStore, samples: readonly RuleSample[], atMs: number): void {
    const now = new Map(samples.map(({ labels }) => [labelKey(labels), labels]));
    const gone = [...this.written].flatMap(([key, labels]) => (now.has(key) ? [] : [labels]));
    const refs = samples.map(({ labels }) => store.seriesRef(labels));
    this.written = now;
    append(store, [...refs, ...gone.map((labels) => store.seriesRef(labels))], atMs, samples);
    if (refs.includes(0)) throw new Error('the store holds as many series as it may: what the rule gives is not kept');
  }

  /** Ends everything it wrote: the rule is no more. */
  end(store: RuleStore, atMs: number): void {
    append(
      store,
      [...this.written.values()].map((labels) => store.seriesRef(labels)),
      atMs,
      [],
    );
    this.written.clear();
  }
}

/** Samples first, staleness markers for the rest of the refs. */
function append(store: RuleStore, refs: readonly number[], atMs: number, samples: readonly RuleSample[]): void {
  if (refs.length === 0) return;
  const { outOfOrder } = store.append({
    refs: Uint32Array.from(refs),
    timestampsMs: atMs,
    values: Float64Array.from(refs, (_, i) => samples[i]?.value ?? NaN),
    stale: refs.length > samples.length ? Uint8Array.from(refs, (_, i) => (i < samples.length ? 0 : 1)) : null,
  });
  if (outOfOrder > 0) throw new Error('what the rule gives is older than what is kept; was the clock set back?');
}
