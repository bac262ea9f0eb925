import { createNearestRows, finishInSlices, JobAborted } from '../../drift/index.ts';
import { DriftOptions, peakOf, reasonOf, startsEmpty } from '../../shared/index.ts';
import { configureWatch, type Watch } from './configure.ts';
import type { DetectorFileStore } from './detector-file.ts';
import type { FromDriftWorker, ToDriftWorker } from './drift-messages.ts';
import type { ReferenceData } from './reference-rows.ts';

type Sample = Extract<ToDriftWorker, { kind: 'sample' }>;

interface Parts {
  file: DetectorFileStore;
  /** Of the model's classes. */
  labels: readonly string[];
  readReference(): Promise<ReferenceData>;
  send(message: FromDriftWorker): void;
  now?: () => number;
}

/** Progress is told this often; a page shows no more. */
const PROGRESS_MS = 100;
/** Reference rows named beside a flagged sample. */
const NEAREST = 3;

/**
 * What the drift worker does, without the thread: keeps one detector, makes another when told to, and judges samples in
 * the order they come. Every sample gets its answer; those that come before the first detector is ready wait for it.
 */
export function createWatchLoop({ file, labels, readReference, send, now = Date.now }: Parts) {
  let watch: Watch | null = null;
  let windowSize = 0;
  let nearest: ReturnType<typeof createNearestRows> | null = null;
  let configuring: symbol | null = null;
  let waiting: Sample[] = [];
  let wasDrift = false;
  let lastComplaint = '';

  function judge({ id, timeMs, pictured, features, probabilities }: Sample): void {
    const unread = (filling: number) => send({ kind: 'judged', reading: null, filling, startsEpisode: false });
    if (watch === null) return unread(0);
    try {
      const { signal, detector } = watch;
      const result = detector.update(signal.rowOf({ features, probabilities }));
      const peak = peakOf(result);
      if (peak === null) return unread(windowSize - result.time);
      const isDrift = result.is_drift === 1;
      const reading = {
        id,
        timeMs,
        pictured,
        sample: result.time,
        statistic: peak.statistic,
        threshold: peak.threshold,
        feature: signal.names?.[peak.index] ?? null,
        isDrift,
        // Looked for where somebody will see them: pictures are made of some a second only.
        nearest: isDrift && pictured ? (nearest?.(features, NEAREST) ?? null) : null,
      };
      send({ kind: 'judged', reading, filling: 0, startsEpisode: isDrift && !wasDrift });
      wasDrift = isDrift;
    } catch (error) {
      complain(`A sample could not be judged: ${reasonOf(error)}`);
      unread(0);
    }
  }

  /** The same complaint about every request would fill the log. */
  function complain(text: string): void {
    if (text !== lastComplaint) send({ kind: 'notice', text });
    lastComplaint = text;
  }

  function use(next: Watch | null, options: DriftOptions): void {
    watch = next;
    windowSize = options.windowSize;
    configuring = null;
    wasDrift = false;
    for (const sample of waiting.splice(0)) judge(sample);
  }

  async function keep(options: DriftOptions, made: Watch | null): Promise<void> {
    await file.write(options, made).catch((error: unknown) => {
      complain(`The drift detector works, but could not be saved, so the next start makes it anew: ${reasonOf(error)}`);
    });
  }

  /** Read anew for every detector, and not kept: a package may be large. What finds nearest rows has a copy of its own. */
  async function reference(): Promise<ReferenceData> {
    const data = await readReference();
    nearest ??= createNearestRows(data.features);
    return data;
  }

  const toFill = ({ detector, windowSize: size }: DriftOptions) => (startsEmpty(detector) ? size : 0);

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
      const made = await finishInSlices(configureWatch(await reference(), labels, options), {
        onProgress: (done, total) => tell(done / total),
        shouldAbort: () => configuring !== mine,
      });
      if (configuring !== mine) return;
      // Saved before it has seen a sample: the next start begins where this one does.
      await keep(options, made);
      if (configuring !== mine) return;
      send({ kind: 'ready', options, origin: 'configured', tookMs: now() - startMs, filling: toFill(options) });
      use(made, options);
    } catch (error) {
      if (error instanceof JobAborted || configuring !== mine) return;
      send({ kind: 'failed', options, reason: reasonOf(error) });
      use(null, options);
    }
  }

  async function switchOff(options: DriftOptions): Promise<void> {
    configuring = null;
    send({ kind: 'off', options });
    use(null, options);
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
      if (!options.enabled || !isSame || !kept?.watch) return choose(options);
      // The detector is whole without the reference; only the rows nearest to a sample could not be named.
      await reference().catch((error: unknown) => {
        complain(`Reference rows near a drifted sample cannot be named: ${reasonOf(error)}`);
      });
      if (configuring !== mine) return;
      send({ kind: 'ready', options, origin: 'loaded', tookMs: 0, filling: toFill(options) });
      use(kept.watch, options);
    },

    hear(message: ToDriftWorker): void {
      if (message.kind === 'options') void choose(message.options);
      else if (watch === null && configuring !== null) waiting.push(message);
      else judge(message);
    },
  };
}
