import { randomUUID } from 'node:crypto';
import {
  CodedError,
  compileMatchers,
  type Labels,
  type NewSilence,
  type Silence,
  silenceState,
} from '../../shared/index.ts';

/** Where silences are kept. */
export interface SilenceMemory {
  all(): Silence[];
  save(silence: Silence): void;
  remove(id: string): void;
}

/** How long a silence is listed after its end, as Alertmanager does by default. */
const KEPT_MS = 5 * 86_400_000;

/** Silences: what is not told of, by whom, until when, and why. */
export function createSilenceBook(memory: SilenceMemory) {
  const silences = new Map(memory.all().map((silence) => [silence.id, silence]));
  /** Matchers are compiled once, not for every alert at every look. */
  const tests = new WeakMap<Silence, (labels: Labels) => boolean>();

  function testOf(silence: Silence): (labels: Labels) => boolean {
    const test = tests.get(silence) ?? compileMatchers(silence.matchers);
    tests.set(silence, test);
    return test;
  }

  function save(silence: Silence): Silence {
    memory.save(silence);
    silences.set(silence.id, silence);
    return silence;
  }

  function get(id: string): Silence {
    const silence = silences.get(id);
    if (!silence) throw new CodedError('not_found', { what: `silence with id "${id}"` });
    return silence;
  }

  /** Ends one that is active or pending; the record of what was silent stays true. */
  function end(id: string, nowMs: number): Silence {
    const silence = get(id);
    const state = silenceState(silence, nowMs);
    if (state === 'expired') throw new CodedError('silence_ended', { id });
    const startsAtMs = state === 'pending' ? nowMs : silence.startsAtMs;
    return save({ ...silence, startsAtMs, endsAtMs: nowMs, updatedAtMs: nowMs });
  }

  return {
    /** Active first, then pending, then those that ended, the latest end first. */
    list(nowMs: number): Silence[] {
      const rank = { active: 0, pending: 1, expired: 2 };
      const rankOf = (silence: Silence) => rank[silenceState(silence, nowMs)];
      return [...silences.values()].sort((a, b) => rankOf(a) - rankOf(b) || b.endsAtMs - a.endsAtMs);
    },

    /**
     * Makes a silence. With the id of another it takes its place: an active one whose matchers and start stay is
     * changed as it is; otherwise the old one ends and a new one begins.
     */
    put({ id, ...wanted }: NewSilence, nowMs: number): Silence {
      if (wanted.endsAtMs <= nowMs)
        throw new CodedError('bad_request', { reason: 'The end of the silence is in the past.' });
      const old = id === undefined ? null : get(id);
      const state = old && silenceState(old, nowMs);
      const sameMatchers = JSON.stringify(old?.matchers) === JSON.stringify(wanted.matchers);
      const staysItself =
        (state === 'active' && sameMatchers && old?.startsAtMs === wanted.startsAtMs) ||
        (state === 'pending' && wanted.startsAtMs >= nowMs);
      if (old && staysItself) return save({ ...wanted, id: old.id, updatedAtMs: nowMs });
      if (old && state !== 'expired') end(old.id, nowMs);
      // A silence cannot begin in the past: what was told of then was told of.
      const startsAtMs = Math.max(wanted.startsAtMs, nowMs);
      return save({ ...wanted, id: randomUUID(), startsAtMs, updatedAtMs: nowMs });
    },

    end,

    isSilenced: (labels: Labels, nowMs: number): boolean =>
      [...silences.values()].some((silence) => silenceState(silence, nowMs) === 'active' && testOf(silence)(labels)),

    prune(nowMs: number): void {
      for (const { id, endsAtMs } of silences.values()) {
        if (endsAtMs > nowMs - KEPT_MS) continue;
        silences.delete(id);
        memory.remove(id);
      }
    },
  };
}

export type SilenceBook = ReturnType<typeof createSilenceBook>;
