import type { LoadPlan, LoadTotals } from '../shared/index.ts';

export interface RunNotes {
  plan: LoadPlan;
  totals: LoadTotals;
  /** What was found before the first request; null when the target answered. */
  startup: string | null;
  /** Where requests go, in full. */
  address: string;
  /** How connections broke, by the code of the error. */
  broken: ReadonlyMap<string, number>;
  isOver: boolean;
}

/** What the person who started a run should know beside its figures, in sentences; null when there is nothing. */
export function notesOf({ plan, totals, startup, address, broken, isOver }: RunNotes): string | null {
  const { requests, errors, dropped, limitedSeconds } = totals;
  const notes = [
    startup,
    isOver && requests > 0 && errors === requests && hopesForSuccess(plan)
      ? `None of the ${requests} requests to ${address} succeeded.`
      : null,
    broken.size > 0
      ? `Connections broke: ${[...broken].map(([code, count]) => `${count} ${said(code)}`).join(', ')}.`
      : null,
    dropped > 0 && plan.schedule.kind === 'open'
      ? `${dropped} requests were due and not sent, because ${plan.schedule.maxInFlight} were in flight already: the target is slower than this plan, or the plan allows too few.`
      : null,
    limitedSeconds > 0
      ? `The generator itself was the limit in ${limitedSeconds} ${limitedSeconds === 1 ? 'second' : 'seconds'} of this run: the target may be able to do more, and its latency is partly the generator's.`
      : null,
  ].filter((note) => note !== null);
  return notes.length > 0 ? notes.join(' ') : null;
}

/** An error ramp is meant to fail. */
const hopesForSuccess = ({ mix }: LoadPlan): boolean =>
  mix.some(({ payload }) => payload.kind !== 'empty' && payload.kind !== 'undecodable');

const words: Record<string, string> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset by the target',
  UND_ERR_SOCKET: 'closed before the answer',
  ENOTFOUND: 'without an address for the host',
  EAI_AGAIN: 'without an address for the host',
  EHOSTUNREACH: 'without a way to the host',
  ETIMEDOUT: 'never made',
  UND_ERR_CONNECT_TIMEOUT: 'never made',
  EMFILE: 'impossible, with too many open on this machine',
  EADDRNOTAVAIL: 'impossible, with too many open on this machine',
};

const said = (code: string): string =>
  words[code] ?? (isNoHttp(code) ? 'answered with something that is not HTTP' : `failed (${code})`);

/** The parser's own codes, and its name where it has none. */
const isNoHttp = (code: string): boolean => code.startsWith('HPE_') || code === 'HTTPParserError';
