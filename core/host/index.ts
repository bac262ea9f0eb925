export { createHostMetrics, type HostMetrics, type HostMetricsOptions } from './host-metrics.ts';
export { EXPOSITION_TYPE } from './metric-family.ts';
export {
  createMonitorMetrics,
  type MonitorMetrics,
  type MonitorMetricsOptions,
  type ReadMetric,
} from './monitor-metrics.ts';
export type { WatchedProcess } from './process-metrics.ts';
