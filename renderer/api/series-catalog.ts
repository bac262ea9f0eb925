import { z } from 'zod';
import { METRIC_NAME } from '../../core/shared/index.ts';
import { askPrometheus, getPrometheus } from './ask-prometheus.ts';

const Names = z.array(z.string());
const Metadata = z.record(z.string(), z.array(z.object({ type: z.string(), help: z.string(), unit: z.string() })));
const Counts = z.array(z.object({ name: z.string(), value: z.number() }));
const TsdbStatus = z.object({
  seriesCountByMetricName: Counts,
  labelValueCountByLabelName: Counts,
  seriesCountByLabelValuePair: Counts,
});

/** Type and help by the name in the `# TYPE` line; one metric may have been described differently by its targets. */
export type MetricMetadata = z.infer<typeof Metadata>;

/** What has the most series: the largest first. */
export type Cardinality = z.infer<typeof TsdbStatus>;

const matching = (selector: string | undefined): Record<string, string> =>
  selector === undefined ? {} : { 'match[]': selector };

/** Names of labels, sorted; of the series a selector names, or of all. */
export const labelNames = async (selector?: string, signal?: AbortSignal): Promise<string[]> =>
  (await askPrometheus('/api/v1/labels', matching(selector), Names, signal)).data;

/** Values of a label, sorted; in the series a selector names, or in all. */
export const labelValues = (label: string, selector?: string, signal?: AbortSignal): Promise<string[]> =>
  getPrometheus(`/api/v1/label/${encodeURIComponent(label)}/values`, matching(selector), Names, signal);

export const metricNames = (signal?: AbortSignal): Promise<string[]> => labelValues(METRIC_NAME, undefined, signal);

export const metricMetadata = (signal?: AbortSignal): Promise<MetricMetadata> =>
  getPrometheus('/api/v1/metadata', {}, Metadata, signal);

export const cardinality = (limit: number, signal?: AbortSignal): Promise<Cardinality> =>
  getPrometheus('/api/v1/status/tsdb', { limit: String(limit) }, TsdbStatus, signal);
