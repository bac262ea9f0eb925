import type { Receiver } from '../../../shared/index.ts';
import type { OutgoingAlert } from '../../outgoing-alert.ts';
import type { DeliveryLog } from '../delivery-log.ts';
import type { Documents } from '../memories.ts';
import type { ReceiversFile } from '../receivers-file.ts';
import type { DeliveryRecord } from '../waiting-line.ts';

/** An alert of the rules: firing from `startsAtMs`, for a quarter of an hour unless it says otherwise. */
export const alertOf = (
  labels: Record<string, string>,
  startsAtMs: number,
  {
    endsAtMs = startsAtMs + 900_000,
    annotations = {},
  }: { endsAtMs?: number; annotations?: Record<string, string> } = {},
): OutgoingAlert => ({
  labels,
  annotations,
  startsAtMs,
  endsAtMs,
  generatorUrl: 'http://127.0.0.1:4400/explore?expr=up+%3D%3D+0',
});

/** Documents in memory, copied as SQLite would. */
export function memoryDocuments(): Documents {
  const kept = new Map<string, Map<string, string>>();
  const of = (kind: string) => {
    const documents = kept.get(kind) ?? new Map<string, string>();
    kept.set(kind, documents);
    return documents;
  };
  return {
    all: (kind) => [...of(kind)].map(([key, text]) => ({ key, value: JSON.parse(text) as unknown })),
    set: (kind, key, value) => void of(kind).set(key, JSON.stringify(value)),
    delete: (kind, key) => void of(kind).delete(key),
  };
}

/** A log of deliveries in memory. */
export function memoryDeliveries(): DeliveryLog & { all(): DeliveryRecord[] } {
  const rows = new Map<number, DeliveryRecord>();
  let last = 0;
  const all = () => [...rows.values()];
  const done = (receiver: string) => all().filter((row) => row.receiver === receiver && row.state !== 'waiting');
  return {
    all,
    waiting: () => all().filter(({ state }) => state === 'waiting'),
    add(row) {
      last++;
      rows.set(last, { id: last, ...row });
      return last;
    },
    save: (row) => void rows.set(row.id, row),
    remove: (id) => void rows.delete(id),
    list: (limit) => all().reverse().slice(0, limit),
    lastOf: (receiver) => done(receiver).at(-1) ?? null,
    lastDeliveredAtMs: (receiver) =>
      done(receiver).findLast(({ state }) => state === 'delivered')?.finishedAtMs ?? null,
  };
}

/** Receivers in memory. */
export function memoryReceivers(first: readonly Receiver[]): ReceiversFile {
  let receivers = first;
  return {
    list: () => receivers,
    get: (name) => receivers.find((receiver) => receiver.name === name) ?? null,
    put: (receiver) => void (receivers = [...receivers.filter(({ name }) => name !== receiver.name), receiver]),
    remove: (name) => void (receivers = receivers.filter((receiver) => receiver.name !== name)),
  };
}
