import { setImmediate } from 'node:timers/promises';
import { executionError, PromqlError } from './promql-error.ts';

/** How long evaluation may hold the event loop before it lets others run. */
const SLICE_MS = 10;
/** Work between two looks at the clock, in samples touched. */
const WORK_PER_LOOK = 16_384;

/** Node's timers overflow beyond this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

let lastTurn: Promise<unknown> = Promise.resolve();

/** A turn of the event loop of its own: however many queries wait, one slice of one of them runs per turn. */
function nextTurn(): Promise<unknown> {
  lastTurn = lastTurn.then(() => setImmediate());
  return lastTurn;
}

export interface LimitOptions {
  timeoutMs: number;
  maxSamples: number;
  signal: AbortSignal | undefined;
}

/**
 * Keeps one query within its limits: samples held, time, the caller's patience. Loops report their work with `spend` and
 * await `breathe` when it says so, which lets the event loop turn and ends a query that has run out of time.
 */
export class Limits {
  /** Samples held by the results of nodes evaluated so far. */
  held = 0;
  readonly #maxSamples: number;
  readonly #timeoutMs: number;
  readonly #caller: AbortSignal | undefined;
  readonly #deadline: number;
  readonly #ending = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #work = 0;
  #sliceEnd: number;

  constructor({ timeoutMs, maxSamples, signal }: LimitOptions) {
    this.#maxSamples = maxSamples;
    this.#timeoutMs = timeoutMs;
    this.#caller = signal;
    const now = performance.now();
    this.#deadline = now + timeoutMs;
    this.#sliceEnd = now + SLICE_MS;
    this.#timer = setTimeout(this.#end, Math.min(timeoutMs, LONGEST_TIMER_MS));
    if (signal?.aborted) this.#end();
    signal?.addEventListener('abort', this.#end, { once: true });
  }

  readonly #end = (): void => this.#ending.abort();

  /** To be called when the query is over. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#end);
  }

  /** Accounts for `samples` about to be held. */
  hold(samples: number): void {
    this.held += samples;
    if (this.held > this.#maxSamples) {
      throw executionError(
        `query processing would load too many samples into memory in query execution (more than ${this.#maxSamples}); ` +
          'ask for a shorter range, a larger step or fewer series',
      );
    }
  }

  /** True when it is time to `await limits.breathe()`. */
  spend(work: number): boolean {
    this.#work += work;
    if (this.#work < WORK_PER_LOOK) return false;
    this.#work = 0;
    return performance.now() >= this.#sliceEnd;
  }

  /**
   * Runs `body` over [0, count) in pieces small enough for the event loop. `cost`: samples touched per unit.
   */
  async inPieces(count: number, cost: number, body: (from: number, to: number) => void): Promise<void> {
    const size = Math.max(1, Math.floor(WORK_PER_LOOK / cost));
    for (let from = 0; from < count; from += size) {
      const to = Math.min(count, from + size);
      body(from, to);
      if (this.spend((to - from) * cost)) await this.breathe();
    }
  }

  async breathe(): Promise<void> {
    this.check();
    await nextTurn();
    this.check();
    this.#sliceEnd = performance.now() + SLICE_MS;
  }

  /** Throws when the caller has gone or the time is up. */
  check(): void {
    if (this.#caller?.aborted) throw canceled();
    if (performance.now() >= this.#deadline) throw timedOut(this.#timeoutMs);
  }

  /** Waits for the source, but not longer than the query may last; the signal it is given fires then. */
  async waitFor<T>(begin: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.check();
    const { signal } = this.#ending;
    const { promise: end, reject } = Promise.withResolvers<never>();
    const give = (): void => reject(new Error('the query is over'));
    signal.addEventListener('abort', give, { once: true });
    const work = begin(signal);
    try {
      return await Promise.race([work, end]);
    } catch (error) {
      if (this.#caller?.aborted) throw canceled(error);
      if (signal.aborted) throw timedOut(this.#timeoutMs, error);
      if (error instanceof PromqlError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new PromqlError('internal', `reading samples failed: ${reason}`, undefined, { cause: error });
    } finally {
      signal.removeEventListener('abort', give);
      work.catch(() => {}); // a source that fails after we have left is nobody's concern any more
      this.#sliceEnd = performance.now() + SLICE_MS;
    }
  }
}

const canceled = (cause?: unknown): PromqlError =>
  new PromqlError('canceled', 'query was canceled', undefined, { cause });

const timedOut = (timeoutMs: number, cause?: unknown): PromqlError =>
  new PromqlError('timeout', `query timed out: it took longer than ${timeoutMs / 1000} s`, undefined, { cause });
