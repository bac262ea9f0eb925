export { ApiError, call, fetchJson } from './call.ts';
export { evaluateInstant, evaluateRange, type Evaluation, type QueryValue } from './evaluate.ts';
export { labProgressKey } from './apply-event.ts';
export { useConsoleEvents, useLiveCache, useMonitorLink } from './events.ts';
export { fetchFile, pictureFeatures } from './picture-features.ts';
export { predictPicture } from './predict.ts';
export { queryInstant, queryRange, type InstantSample, type RangeSeries } from './prometheus.ts';
export { createQueryClient, isLockedOut, keyOf, useCall, useChange } from './query.ts';
export {
  cardinality,
  type Cardinality,
  labelNames,
  labelValues,
  metricMetadata,
  type MetricMetadata,
  metricNames,
} from './series-catalog.ts';
