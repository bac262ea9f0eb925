export type { Awaitable, MatcherSets, NamedCount, SeriesCatalog, TsdbStatus } from './catalog.ts';
export type { Expositions } from './exposition-routes.ts';
export { prometheusApi } from './prometheus-api.ts';
export type { PrometheusApiOptions } from './prometheus-api.ts';
export { type ImportCounts, ImportError, type SampleStore } from './sample-store.ts';
export type { ActiveAlert, AlertingRule, RecordingRule, RuleGroup, RuleSource } from './rule-routes.ts';
export type { BuildInfo } from './status-routes.ts';
export type { ActiveTarget, DroppedTarget, TargetSource } from './target-routes.ts';
