import type { FastifyBaseLogger } from 'fastify';
import type { ModelPackage } from '../../models/index.ts';
import {
  CodedError,
  DriftOptions,
  type DriftReading,
  type DriftReadingPage,
  type DriftStatus,
  unreachable,
} from '../../shared/index.ts';
import { createRingLog } from '../ring-log.ts';
import type { FromDriftWorker } from './drift-messages.ts';
import type { DriftMetrics } from './drift-metrics.ts';
import type { Outputs } from '../predictor.ts';
import { createDriftThread } from './drift-thread.ts';

interface Parts {
  model: ModelPackage;
  /** Folder in which the detector is kept. */
  dir: string;
  metrics: DriftMetrics;
  logger: Pick<FastifyBaseLogger, 'info' | 'warn'>;
}

/** Samples that may be on their way to the detector or wait there; one more is dropped and counted. */
const MOST_QUEUED = 256;
const LOG_CAPACITY = 20_000;

/** The service's side of drift detection: hands samples to the worker, never waits for it, and notes what it says. */
export function createDriftWatch({ model, dir, metrics, logger }: Parts) {
  const { name, version, labels, reference } = model.manifest;
  const referencePaths = { features: model.referenceFeaturesPath, probabilities: model.referenceProbabilitiesPath };
  const log = createRingLog<DriftReading>(LOG_CAPACITY);
  let queued = 0;
  let wanted: DriftOptions | null = null;
  let status: DriftStatus = {
    state: 'configuring',
    progress: 0,
    message: null,
    options: DriftOptions.parse({}),
    origin: null,
    availableRows: reference.rows,
    referencePictures: reference.pictures
      ? { side: reference.pictures.side, columns: reference.pictures.columns }
      : null,
    counts: { samples: 0, dropped: 0, events: 0, episodes: 0 },
    last: null,
    filling: 0,
  };

  const thread = createDriftThread({
    setup: () => ({
      model: { name, version },
      labels,
      reference: referencePaths,
      dir,
      wanted,
    }),
    onMessage,
    onCrash(reason) {
      logger.warn(`the drift worker died and is replaced: ${reason}`);
      drop(queued);
      queued = 0;
      become({ state: 'configuring', progress: 0, message: null, origin: null });
    },
  });

  function become(change: Partial<DriftStatus>): void {
    status = { ...status, ...change };
    metrics.setReady(status.state === 'ready');
  }

  function drop(count: number): void {
    if (count === 0) return;
    metrics.countDropped(count);
    become({ counts: { ...status.counts, dropped: status.counts.dropped + count } });
  }

  function note(reading: DriftReading, startsEpisode: boolean): void {
    const { samples, dropped, events, episodes } = status.counts;
    log.add(reading);
    metrics.countReading(reading, startsEpisode);
    status.last = reading;
    status.filling = 0;
    status.counts = {
      dropped,
      samples: samples + 1,
      events: events + (reading.isDrift ? 1 : 0),
      episodes: episodes + (startsEpisode ? 1 : 0),
    };
  }

  function onMessage(message: FromDriftWorker): void {
    switch (message.kind) {
      case 'judged':
        queued--;
        if (message.reading !== null) return note(message.reading, message.startsEpisode);
        return message.filling > 0 ? become({ filling: message.filling }) : drop(1);
      case 'configuring':
        return become({ state: 'configuring', progress: message.progress, options: message.options, message: null });
      case 'ready': {
        const { options, origin, tookMs, filling } = message;
        const how = origin === 'loaded' ? 'loaded as it was saved' : `configured in ${Math.round(tookMs)} ms`;
        logger.info(`the drift detector (${options.detector}, expected run time ${options.ert}) was ${how}`);
        return become({ state: 'ready', progress: 1, options, origin, filling, message: null });
      }
      case 'off':
        return become({ state: 'off', progress: 0, options: message.options, origin: null, message: null });
      case 'failed':
        logger.warn(`no drift detector could be made: ${message.reason}`);
        return become({ state: 'failed', progress: 0, options: message.options, message: message.reason });
      case 'notice':
        return logger.warn(message.text);
      default:
        return unreachable(message);
    }
  }

  return {
    start: () => thread.start(),
    stop: () => thread.stop(),

    /** Takes a prediction; the buffer of its features is transferred. Never waits: what finds no room is dropped. */
    take(id: string, timeMs: number, { features, probabilities }: Outputs, pictured = false): void {
      if (status.state === 'off') return;
      const hasRoom = queued < MOST_QUEUED && status.state !== 'failed';
      if (
        !hasRoom ||
        !thread.send({ kind: 'sample', id, timeMs, pictured, features, probabilities }, [features.buffer])
      )
        return drop(1);
      queued++;
    },

    /** Has another detector made, in the worker; `status` tells how far it is. Throws `bad_request`. */
    choose(options: DriftOptions): DriftStatus {
      if (options.referenceRows > status.availableRows) {
        const reason = `The model has ${status.availableRows} reference rows; ${options.referenceRows} cannot be drawn from them.`;
        throw new CodedError('bad_request', { reason });
      }
      wanted = options;
      // A thread that is just being replaced learns of it when it starts.
      thread.send({ kind: 'options', options });
      become(options.enabled ? { state: 'configuring', progress: 0, options, message: null } : { options });
      return status;
    },

    /** The sheet of the reference rows' pictures, or null where the package has none. */
    referencePicturesPath: model.referencePicturesPath,
    /** The package's files of reference rows. */
    referencePaths,

    page: (after: number, limit: number): DriftReadingPage => ({ ...log.page(after, limit), status }),
  };
}

export type DriftWatch = ReturnType<typeof createDriftWatch>;
