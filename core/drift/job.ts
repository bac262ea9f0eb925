/**
 * Long work (bootstraps, permutations, training) is written as a generator that stops after every piece of it and says
 * how far it is. Whoever runs it decides: straight to the end, or in slices between which the thread serves others.
 */
export type Job<T> = Generator<Progress, T, void>;

export interface Progress {
  done: number;
  total: number;
}

export interface JobHooks {
  onProgress?(done: number, total: number): void;
  /** Asked after every piece; true ends the job with `JobAborted`. */
  shouldAbort?(): boolean;
}

export class JobAborted extends Error {
  constructor() {
    super('The drift computation was stopped before it was done.');
    this.name = 'JobAborted';
  }
}

/** Runs a job to its end on this turn of the event loop. Throws `JobAborted`, or what the job throws. */
export function finish<T>(job: Job<T>, hooks: JobHooks = {}): T {
  for (;;) {
    const step = job.next();
    if (step.done) return step.value;
    report(job, step.value, hooks);
  }
}

/** Runs a job in slices of about `sliceMs`, giving the event loop a turn after each. Rejects as `finish` throws. */
export async function finishInSlices<T>(job: Job<T>, hooks: JobHooks = {}, sliceMs = 8): Promise<T> {
  for (;;) {
    const until = performance.now() + sliceMs;
    do {
      const step = job.next();
      if (step.done) return step.value;
      report(job, step.value, hooks);
    } while (performance.now() < until);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function report(job: Job<unknown>, { done, total }: Progress, hooks: JobHooks): void {
  hooks.onProgress?.(done, total);
  if (!hooks.shouldAbort?.()) return;
  job.throw(new JobAborted());
}
