import { createDriftPuller } from '../predictions/index.ts';
import { putInternal, type ServiceInternals } from './service-internals.ts';
import { CodedError, type ConsoleEvent, type DriftOptions, DriftStatus, type Service } from '../shared/index.ts';
import type { Store } from '../store/index.ts';

interface DriftMonitoringOptions extends ServiceInternals {
  readings: Store['driftReadings'];
  publish(event: ConsoleEvent): void;
  log: { warn(message: string): void };
}

/** Flagged readings looked through for episodes; about what charts show of them. */
const EPISODE_READINGS = 5_000;

/** The monitor's side of drift: keeps the service's readings, and passes on what a person chooses. */
export function createDriftMonitoring({ serviceUrl, token, readings, publish, log }: DriftMonitoringOptions) {
  let status: DriftStatus | null = null;
  let told = '';

  /** The page learns of every change, and of nothing else. */
  function learn(next: DriftStatus, added: number): void {
    status = next;
    const text = JSON.stringify(next);
    if (text === told && added === 0) return;
    told = text;
    publish({ type: 'drift', status: next, added });
  }

  const puller = createDriftPuller({ serviceUrl, token, sink: readings, onPulled: learn, log });

  const ask = async (options: DriftOptions): Promise<DriftStatus> =>
    DriftStatus.parse(await putInternal({ serviceUrl, token }, '/internal/drift/options', options));

  const lastReadings: Service = { name: 'last drift readings', start: async () => {}, stop: () => puller.drain() };

  return {
    /** In the order they start, after the service: what it said last is fetched before it goes. */
    services: [puller, lastReadings] as const,

    handlers: {
      async driftStatus() {
        if (status === null) await puller.drain();
        if (status === null) throw new CodedError('service_unavailable', { reason: 'it is still starting' });
        return { status };
      },
      driftReadings: ({
        limit,
        fromMs,
        toMs,
      }: {
        limit: number;
        fromMs?: number | undefined;
        toMs?: number | undefined;
      }) => ({
        readings: readings.latest(limit, fromMs, toMs),
      }),
      driftEvents: ({ limit }: { limit: number }) => ({
        flagged: readings.latestFlagged(limit),
        episodes: readings.episodes(EPISODE_READINGS),
      }),
      async setDriftOptions({ options }: { options: DriftOptions }) {
        const next = await ask(options);
        learn(next, 0);
        return { status: next };
      },
    },
  };
}
