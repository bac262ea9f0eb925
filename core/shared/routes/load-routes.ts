import { z } from 'zod';
import { LoadRun, LoadRunWithTicks } from '../load-run.ts';
import { LoadPlan, LoadTool } from '../load.ts';
import { nothing, byId, type Row } from './row.ts';

/** Calls about load plans and runs. */
export const loadRoutes = {
  loadPlans: {
    method: 'GET',
    path: '/api/console/load/plans',
    request: nothing,
    /** The built-in ones first, then the user's own, whose names are in `own`. */
    reply: z.object({ plans: z.array(LoadPlan), own: z.array(z.string()) }),
  },
  /** Keeps a plan of the user's under its name, in place of one of that name. */
  saveLoadPlan: {
    method: 'POST',
    path: '/api/console/load/plans',
    request: z.strictObject({ plan: LoadPlan }),
    reply: z.object({ plan: LoadPlan }),
  },
  deleteLoadPlan: {
    method: 'DELETE',
    path: '/api/console/load/plans/:name',
    request: z.strictObject({ name: z.string() }),
    reply: nothing,
  },
  /** The plan written for another load generator. */
  loadScript: {
    method: 'POST',
    path: '/api/console/load/scripts',
    request: z.strictObject({ plan: z.union([z.string(), LoadPlan]), tool: LoadTool }),
    reply: z.object({ fileName: z.string(), text: z.string() }),
  },
  loadRuns: {
    method: 'GET',
    path: '/api/console/load/runs',
    request: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
    reply: z.object({ runs: z.array(LoadRun) }),
  },
  loadRun: {
    method: 'GET',
    path: '/api/console/load/runs/:id',
    request: byId,
    reply: z.object({ run: LoadRunWithTicks }),
  },
  /** `plan`: the name of a built-in one, or a whole one. `confirmedHost`: the host of a target that is not this machine. */
  startLoadRun: {
    method: 'POST',
    path: '/api/console/load/runs',
    request: z.strictObject({ plan: z.union([z.string(), LoadPlan]), confirmedHost: z.string().max(300).optional() }),
    reply: z.object({ run: LoadRun }),
  },
  stopLoadRun: {
    method: 'DELETE',
    path: '/api/console/load/runs/:id',
    request: byId,
    reply: z.object({ run: LoadRun }),
  },
} as const satisfies Record<string, Row>;
