import type { Receiver } from '../../../shared/index.ts';
import type { OutgoingMessage } from '../outgoing-message.ts';

/**
 * How an attempt went. `note` is a sentence: why it failed, or what was notable although it did not. `retry` is false
 * where the receiver has understood and refused: the same message would be refused again.
 */
export type SendOutcome =
  | { ok: true; note: string | null }
  | { ok: false; retry: boolean; note: string; retryAfterMs?: number | undefined };

/** Tries once to hand a message to a receiver. Never throws; ends soon after `signal` is aborted. */
export type Send = (receiver: Receiver, message: OutgoingMessage, signal: AbortSignal) => Promise<SendOutcome>;
