import { reasonOf } from '../shared/index.ts';

const IDLE_PAUSE_MS = 10_000;
const BUSY_PAUSE_MS = 50;

/**
 * Runs `step` from time to time, more often while it says that more is to be done, until the returned function is called.
 * A step that throws is warned of, and tried again after a pause.
 */
export function startUpkeep(step: () => boolean, log?: { warn(message: string): void }): () => void {
  let timer = setTimeout(run, IDLE_PAUSE_MS).unref();

  function run(): void {
    let more = false;
    try {
      more = step();
    } catch (error) {
      log?.warn(`The store could not be kept tidy: ${reasonOf(error)}`);
    }
    timer = setTimeout(run, more ? BUSY_PAUSE_MS : IDLE_PAUSE_MS).unref();
  }

  return () => clearTimeout(timer);
}
