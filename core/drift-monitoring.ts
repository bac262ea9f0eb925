import { createDriftPuller } from './predictions/index.ts';
import {
  CodedError,
  type ConsoleEvent,
  DriftOptions,
  DriftStatus,
  ErrorReply,
  reasonOf,
  type Service,
} from './shared/index.ts';
import type { Store } from './store/index.ts';

interface DriftMonitoringOptions {
  /** Origin of the service, or null while it has none. */
  serviceUrl(): string | null;
  /** Bearer token of the service's internal routes. */
  token: string;
  readings: Store['driftReadings'];
  publish(event: ConsoleEvent): void;
  log: { warn(message: string): void };
}

/** Flagged readings looked through for episodes; about what charts show of them. */
const EPISODE_READINGS = 5_000;
const TIMEOUT_MS = 5_000;

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

  async function ask(options: DriftOptions): Promise<DriftStatus> {
    const origin = serviceUrl();
    if (origin === null) throw new CodedError('service_unavailable', { reason: 'it is not up yet' });
    const reply = await fetch(new URL('/internal/drift/options', origin), {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(options),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: unknown) => {
      throw new CodedError('service_unavailable', { reason: reasonOf(error) }, { cause: error });
    });
    const body: unknown = await reply.json();
    if (reply.ok) return DriftStatus.parse(body);
    throw new CodedError('bad_request', { reason: ErrorReply.parse(body).message });
  }

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
