import { z } from 'zod';
import { Labels, Silence } from '../../shared/index.ts';
import type { AlertMemory } from './alert-book.ts';
import type { ToldBook } from './groups.ts';
import type { KnownAlert } from './known-alert.ts';
import type { SilenceMemory } from './silence-book.ts';

/** Small JSON documents of a kind, each under a key, that outlive a restart. */
export interface Documents {
  all(kind: string): { key: string; value: unknown }[];
  set(kind: string, key: string, value: unknown): void;
  delete(kind: string, key: string): void;
}

const KnownAlertShape: z.ZodType<KnownAlert> = z.object({
  fingerprint: z.string(),
  labels: Labels,
  annotations: Labels,
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  generatorUrl: z.string(),
  updatedAtMs: z.number(),
});
const ToldShape = z.object({ atMs: z.number(), firing: z.array(z.string()), resolved: z.array(z.string()) });
type Told = z.infer<typeof ToldShape>;

/** What of a kind can be read; what another version wrote and this one cannot read is passed over. */
function readAll<T>(documents: Documents, kind: string, shape: z.ZodType<T>): [key: string, value: T][] {
  return documents.all(kind).flatMap(({ key, value }) => {
    const read = shape.safeParse(value);
    return read.success ? [[key, read.data] satisfies [string, T]] : [];
  });
}

export const alertMemory = (documents: Documents): AlertMemory => ({
  all: () => readAll(documents, 'alert', KnownAlertShape).map(([, alert]) => alert),
  save: (alert) => documents.set('alert', alert.fingerprint, alert),
  remove: (fingerprint) => documents.delete('alert', fingerprint),
});

export const silenceMemory = (documents: Documents): SilenceMemory => ({
  all: () => readAll(documents, 'silence', Silence).map(([, silence]) => silence),
  save: (silence) => documents.set('silence', silence.id, silence),
  remove: (id) => documents.delete('silence', id),
});

export interface ToldMemory extends ToldBook {
  /** The receiver did not get it after all: whatever still fires is news to it. */
  forget(receiver: string, groupKey: string): void;
  /** A receiver is gone, and with it all that it was told. */
  forgetReceiver(receiver: string): void;
  /** Forgets what was told before a time. */
  prune(beforeMs: number): void;
}

export function toldMemory(documents: Documents): ToldMemory {
  const told = new Map<string, Told>(readAll(documents, 'told', ToldShape));
  const keyOf = (receiver: string, groupKey: string) => JSON.stringify([receiver, groupKey]);
  const forget = (key: string) => {
    if (told.delete(key)) documents.delete('told', key);
  };
  return {
    get: (receiver, groupKey) => told.get(keyOf(receiver, groupKey)) ?? null,
    set(receiver, groupKey, next) {
      const key = keyOf(receiver, groupKey);
      documents.set('told', key, next);
      told.set(key, { atMs: next.atMs, firing: [...next.firing], resolved: [...next.resolved] });
    },
    forget: (receiver, groupKey) => forget(keyOf(receiver, groupKey)),
    forgetReceiver(receiver) {
      for (const key of told.keys()) if ((JSON.parse(key) as string[])[0] === receiver) forget(key);
    },
    prune(beforeMs) {
      for (const [key, { atMs }] of told) if (atMs < beforeMs) forget(key);
    },
  };
}
