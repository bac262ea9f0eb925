import { finishInSlices, JobAborted, type Matrix, type OnlineDetector } from '../../drift/index.ts';
import { DriftOptions, reasonOf } from '../../shared/index.ts';
import { configureDetector } from './configure.ts';
import type { DetectorFileStore } from './detector-file.ts';
import type { FromDriftWorker, ToDriftWorker } from './drift-messages.ts';

type Sample = Extract<ToDriftWorker, { kind: 'sample' }>;

interface Parts {
  file: DetectorFileStore;
  readReference(): Promise<Matrix>;
  send(message: FromDriftWorker): void;
  now?: () => number;
}

/** Progress is told this often; a page shows no more. */
const PROGRESS_MS = 100;

/**
 * What the drift worker does, without the thread: keeps one detector, makes another when told to, and judges samples in
 * the order they come. Every sample gets its answer; those that come before the first detector is ready wait for it.
 */
export function createWatchLoop({ file, readReference, send, now = Date.now }: Parts) {
  let detector: OnlineDetector | null = null;
  let configuring: symbol | null = null;
  let waiting: Sample[] = [];
  let wasDrift = false;
  let lastComplaint = '';

  function judge({ id, timeMs, pictured, features }: Sample): void {
    if (detector === null) return send({ kind: 'judged', reading: null, startsEpisode: false });
    try {
      const { time, test_stat, threshold, is_drift } = detector.update(features);
      const isDrift = is_drift === 1;
      const numbers = { sample: time, statistic: test_stat as number, threshold: threshold as number };
      send({
        kind: 'judged',
        reading: { id, timeMs, pictured, ...numbers, isDrift },
        startsEpisode: isDrift && !wasDrift,
      });
      wasDrift = isDrift;
    } catch (error) {
      complain(`A sample could not be judged: ${reasonOf(error)}`);
      send({ kind: 'judged', reading: null, startsEpisode: false });
    }
  }

  /** The same complaint about every request would fill the log. */
  function complain(text: string): void {
    if (text !== lastComplaint) send({ kind: 'notice', text });
    lastComplaint = text;
  }

  function use(next: OnlineDetector | null): void {
    detector = next;
    configuring = null;
    wasDrift = false;
    for (const sample of waiting.splice(0)) judge(sample);
  }

  async function keep(options: DriftOptions, made: OnlineDetector | null): Promise<void> {
    await file.write(options, made).catch((error: unknown) => {
      complain(`The drift detector works, but could not be saved, so the next start makes it anew: ${reasonOf(error)}`);
    });
  }

  async function configure(options: DriftOptions): Promise<void> {
    const mine = Symbol();
    configuring = mine;
    const startMs = now();
    let toldMs = -Infinity;
    const tell = (progress: number) => {
      if (now() - toldMs < PROGRESS_MS) return;
      toldMs = now();
      send({ kind: 'configuring', options, progress });
    };
    tell(0);
    try {
      const made = await finishInSlices(configureDetector(await readReference(), options), {
        onProgress: (done, total) => tell(done / total),
        shouldAbort: () => configuring !== mine,
      });
      if (configuring !== mine) return;
      // Saved before it has seen a sample: the next start begins where this one does.
      await keep(options, made);
      if (configuring !== mine) return;
      send({ kind: 'ready', options, origin: 'configured', tookMs: now() - startMs });
      use(made);
    } catch (error) {
      if (error instanceof JobAborted || configuring !== mine) return;
      send({ kind: 'failed', options, reason: reasonOf(error) });
      use(null);
    }
  }

  async function switchOff(options: DriftOptions): Promise<void> {
    configuring = null;
    send({ kind: 'off', options });
    use(null);
    await keep(options, null);
  }

  const choose = (options: DriftOptions) => (options.enabled ? configure(options) : switchOff(options));

  return {
    /** Begins with what was kept, or with the defaults; `wanted` wins over both. */
    async start(wanted: DriftOptions | null): Promise<void> {
      configuring = Symbol();
      const mine = configuring;
      const kept = await file.read((text) => send({ kind: 'notice', text }));
      if (configuring !== mine) return;
      const options = wanted ?? kept?.options ?? DriftOptions.parse({});
      const isSame = JSON.stringify(options) === JSON.stringify(kept?.options);
      if (!options.enabled || !isSame || !kept?.detector) return choose(options);
      send({ kind: 'ready', options, origin: 'loaded', tookMs: 0 });
      use(kept.detector);
    },

    hear(message: ToDriftWorker): void {
      if (message.kind === 'options') void choose(message.options);
      else if (detector === null && configuring !== null) waiting.push(message);
      else judge(message);
    },
  };
}
