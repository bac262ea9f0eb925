import type { Labels } from '../shared/index.ts';

/**
 * An alert as the rules hand it to whoever notifies: what Prometheus sends to an Alertmanager, times in Unix ms.
 * It is sent again and again while it fires, each time with an end a little ahead; a resolved one has its end behind it.
 */
export interface OutgoingAlert {
  /** With `alertname`; they are the alert's identity. */
  labels: Labels;
  annotations: Labels;
  startsAtMs: number;
  /** When it counts as resolved unless it is sent again before. */
  endsAtMs: number;
  /** Where the expression can be looked at. */
  generatorUrl: string;
}

/** Takes alerts without making the rules wait. */
export interface AlertSink {
  receive(alerts: readonly OutgoingAlert[]): void;
}
