import { z } from 'zod';
import { DriftResult, DriftStreamRequest, DriftTestRequest } from '../drift-lab.ts';
import { DriftEpisode, DriftOptions, DriftSample, DriftStatus } from '../drift.ts';
import { nothing, type Row } from './row.ts';

/** A thousand rows of the sample model's features as JSON text, and some. */
const driftBodyBytes = 32_000_000;

/** Calls about drift: the detector beside the model, and tests on data that is handed in. */
export const driftRoutes = {
  driftStatus: {
    method: 'GET',
    path: '/api/console/drift',
    request: nothing,
    reply: z.object({ status: DriftStatus }),
  },
  /** The newest readings, within a range of time if one is given, oldest first. */
  driftReadings: {
    method: 'GET',
    path: '/api/console/drift/readings',
    request: z.strictObject({
      limit: z.coerce.number().int().min(1).max(5000).default(300),
      fromMs: z.coerce.number().optional(),
      toMs: z.coerce.number().optional(),
    }),
    reply: z.object({ readings: z.array(DriftSample) }),
  },
  /** The newest flagged readings that have a picture, newest first, and the latest episodes, oldest first. */
  driftEvents: {
    method: 'GET',
    path: '/api/console/drift/events',
    request: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(24) }),
    reply: z.object({ flagged: z.array(DriftSample), episodes: z.array(DriftEpisode) }),
  },
  setDriftOptions: {
    method: 'PUT',
    path: '/api/console/drift/options',
    request: z.strictObject({ options: DriftOptions }),
    reply: z.object({ status: DriftStatus }),
  },
  /** Tests a batch against a reference, both in the body; answers the detector's result, see core/drift. */
  driftTest: {
    method: 'POST',
    path: '/api/console/drift/test',
    request: DriftTestRequest,
    reply: DriftResult,
    maxBodyBytes: driftBodyBytes,
  },
  /** The same row by row: one result for each row of the stream. */
  driftStream: {
    method: 'POST',
    path: '/api/console/drift/stream',
    request: DriftStreamRequest,
    reply: z.object({ results: z.array(DriftResult) }),
    maxBodyBytes: driftBodyBytes,
  },
} as const satisfies Record<string, Row>;
