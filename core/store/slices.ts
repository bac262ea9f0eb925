/** How long work may hold the thread before it lets others run. */
const SLICE_MS = 8;
/** Steps between two looks at the clock. */
const STEPS_PER_LOOK = 128;

let lastTurn: Promise<void> = Promise.resolve();

/** A turn of the event loop of its own: however much work is under way, one slice of it runs per turn. */
function nextTurn(): Promise<void> {
  lastTurn = lastTurn.then(() => new Promise((resolve) => void setImmediate(resolve)));
  return lastTurn;
}

/** Work in steps: each `yield` is a place where it may rest, and comes some microseconds after the last. */
export type Steps<T> = Generator<unknown, T>;

/** Does work in slices of some milliseconds, between which others run. What it reads may have changed after each. */
export async function inSlices<T>(work: Steps<T>): Promise<T> {
  for (;;) {
    await nextTurn();
    const end = performance.now() + SLICE_MS;
    do {
      for (let step = 0; step < STEPS_PER_LOOK; step++) {
        const { done, value } = work.next();
        if (done) return value;
      }
    } while (performance.now() < end);
  }
}

/** Strings that are sorted at once: a fraction of a millisecond. */
const BLOCK = 512;

/** The list in order of UTF-16 units, as `sort` has it: blocks of it sorted, then merged. */
export function* sorted(list: readonly string[]): Steps<string[]> {
  let runs: string[][] = [];
  for (let from = 0; from < list.length; from += BLOCK) {
    runs.push(list.slice(from, from + BLOCK).sort());
    yield;
  }
  while (runs.length > 1) {
    const merged: string[][] = [];
    for (let i = 0; i < runs.length; i += 2) merged.push(yield* merge(runs[i]!, runs[i + 1] ?? []));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge(a: readonly string[], b: readonly string[]): Steps<string[]> {
  const result: string[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (j === b.length || (i < a.length && a[i]! <= b[j]!)) result.push(a[i++]!);
    else result.push(b[j++]!);
    if (result.length % 16 === 0) yield;
  }
  return result;
}
