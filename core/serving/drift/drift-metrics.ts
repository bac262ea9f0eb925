import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { DriftReading } from '../../shared/index.ts';

/** Bounds of the Python client, which the tutorial's queries were written on; prom-client's own lack three of them. */
const PYTHON_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/**
 * Metrics of the drift detector, the tutorial's under its names, each with the model and its version: another version
 * begins series of its own. All are there, at 0, from the start.
 */
export function createDriftMetrics(registry: Registry, model: { name: string; version: string }) {
  const registers = [registry];
  const labelNames = ['model', 'version'] as const;
  const labels = { model: model.name, version: model.version };
  const counter = (name: string, help: string) => {
    const made = new Counter({ name, help, labelNames, registers });
    made.inc(labels, 0);
    return made.labels(labels);
  };
  const gauge = (name: string, help: string) => {
    const made = new Gauge({ name, help, labelNames, registers });
    made.set(labels, 0);
    return made.labels(labels);
  };

  const events = counter('drift_events_total', 'Total number of drift events detected');
  const histogram = new Histogram({
    name: 'drift_test_stat',
    help: 'Drift score distribution',
    buckets: PYTHON_BUCKETS,
    labelNames,
    registers,
  });
  histogram.zero(labels);
  const statistics = histogram.labels(labels);
  const last = gauge('drift_last_test_stat', 'Drift score of the latest sample; may be below zero.');
  const threshold = gauge('drift_threshold', 'Drift score above which a sample counts as drift.');
  const episodes = counter('drift_episodes_total', 'Unbroken runs of drift events.');
  const samples = counter('drift_samples_total', 'Samples judged by the drift detector.');
  const dropped = counter('drift_samples_dropped_total', 'Samples the drift detector had no room or no use for.');
  const ready = gauge('drift_detector_ready', 'Whether the drift detector judges samples (1) or not (0).');

  return {
    countReading(reading: DriftReading, startsEpisode: boolean): void {
      samples.inc();
      statistics.observe(reading.statistic);
      last.set(reading.statistic);
      threshold.set(reading.threshold);
      if (reading.isDrift) events.inc();
      if (startsEpisode) episodes.inc();
    },
    countDropped: (count: number) => dropped.inc(count),
    setReady: (isReady: boolean) => ready.set(isReady ? 1 : 0),
  };
}

export type DriftMetrics = ReturnType<typeof createDriftMetrics>;
