import type { Delivery } from '../../shared/index.ts';
import type { DeliveryQueue } from './delivery-line.ts';
import { OutgoingMessage, summaryOf } from './outgoing-message.ts';
import type { DeliveryRecord } from './waiting-line.ts';

/** What is kept of messages, those that wait and those that are done with. */
export interface DeliveryLog extends DeliveryQueue {
  /** Newest first, of one receiver or of all, older than a number if one is given. */
  list(limit: number, receiver?: string, beforeId?: number): DeliveryRecord[];
  /** The newest that is done with; null when there is none. */
  lastOf(receiver: string): DeliveryRecord | null;
  lastDeliveredAtMs(receiver: string): number | null;
}

type Kept = Omit<DeliveryRecord, 'message'> & { message: unknown };

/** Rows as the store keeps them, which does not know what a message is. */
export interface DeliveryRows {
  add(row: Omit<Kept, 'id'>): number;
  save(row: Kept): void;
  remove(id: number): void;
  waiting(): Kept[];
  list(limit: number, receiver?: string, beforeId?: number): Kept[];
  lastOf(receiver: string): Kept | null;
  lastDeliveredAtMs(receiver: string): number | null;
}

/** The log over rows of the store; what another version wrote and this one cannot read is passed over. */
export function createDeliveryLog(rows: DeliveryRows): DeliveryLog {
  const read = ({ message, ...rest }: Kept): DeliveryRecord[] => {
    const parsed = OutgoingMessage.safeParse(message);
    return parsed.success ? [{ ...rest, message: parsed.data }] : [];
  };
  return {
    ...rows,
    waiting: () => rows.waiting().flatMap(read),
    list: (limit, receiver, beforeId) => rows.list(limit, receiver, beforeId).flatMap(read),
    lastOf: (receiver) => [rows.lastOf(receiver) ?? []].flat().flatMap(read)[0] ?? null,
  };
}

/** A line of the log as the page gets it. */
export const toDelivery = ({ message, ...record }: DeliveryRecord): Delivery => ({ ...record, ...summaryOf(message) });
