// What Prometheus's file may also say and Telltale passes over: what is no scraping, and ways of scraping it does not have.

/** Limits and formats that may stand in `global` and in a job. */
const either = [
  'always_scrape_classic_histograms',
  'convert_classic_histograms_to_nhcb',
  'keep_dropped_targets',
  'label_limit',
  'label_name_length_limit',
  'label_value_length_limit',
  'metric_name_escaping_scheme',
  'metric_name_validation_scheme',
  'scrape_failure_log_file',
  'scrape_native_histograms',
  'scrape_protocols',
  'target_limit',
];

const top = new Set([
  'alerting',
  'otlp',
  'remote_read',
  'remote_write',
  'rule_files',
  'runtime',
  'scrape_config_files',
  'storage',
  'tracing',
]);

const global = new Set([
  ...either,
  'body_size_limit',
  'evaluation_interval',
  'external_labels',
  'query_log_file',
  'rule_query_offset',
  'sample_limit',
]);

const job = new Set([
  ...either,
  'bearer_token',
  'bearer_token_file',
  'enable_compression',
  'enable_http2',
  'fallback_scrape_protocol',
  'follow_redirects',
  'http_headers',
  'native_histogram_bucket_limit',
  'native_histogram_min_bucket_factor',
  'no_proxy',
  'oauth2',
  'proxy_connect_header',
  'proxy_from_environment',
  'proxy_url',
  'scrape_classic_histograms',
  'tls_config',
]);

/** Removes what is passed over from a parsed configuration file; returns a sentence for each. */
export function passOver(source: unknown): string[] {
  const notices: string[] = [];
  const remove = (object: unknown, where: string, passed: (key: string) => boolean): void => {
    if (!isObject(object)) return;
    for (const key of Object.keys(object).filter(passed)) {
      delete object[key];
      notices.push(`${where}${key} is not used by Telltale.`);
    }
  };
  remove(source, '', (key) => top.has(key));
  if (!isObject(source)) return notices;
  remove(source['global'], 'global: ', (key) => global.has(key));
  const jobs: unknown = source['scrape_configs'];
  for (const one of Array.isArray(jobs) ? (jobs as unknown[]) : []) {
    const name = isObject(one) ? JSON.stringify(one['job_name']) : '';
    remove(one, `job ${name}: `, (key) => job.has(key) || isOtherDiscovery(key));
  }
  return notices;
}

/** Targets are discovered in files only, not from Kubernetes, Consul and their like. */
const isOtherDiscovery = (key: string): boolean => key.endsWith('_sd_configs') && key !== 'file_sd_configs';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
