import { z } from 'zod';
import { Scenario, ScenarioRun, StartScenario } from '../scenarios.ts';
import { nothing, byId, type Row } from './row.ts';

/** Calls about scenarios. */
export const scenarioRoutes = {
  scenarios: {
    method: 'GET',
    path: '/api/console/scenarios',
    request: nothing,
    reply: z.object({ scenarios: z.array(Scenario) }),
  },
  scenarioRuns: {
    method: 'GET',
    path: '/api/console/scenarios/runs',
    request: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
    reply: z.object({ runs: z.array(ScenarioRun) }),
  },
  scenarioRun: {
    method: 'GET',
    path: '/api/console/scenarios/runs/:id',
    request: byId,
    reply: z.object({ run: ScenarioRun }),
  },
  /** One at a time; every step of it is told by events. */
  startScenario: {
    method: 'POST',
    path: '/api/console/scenarios/runs',
    request: StartScenario,
    reply: z.object({ run: ScenarioRun }),
  },
  stopScenario: {
    method: 'DELETE',
    path: '/api/console/scenarios/runs/:id',
    request: byId,
    reply: z.object({ run: ScenarioRun }),
  },
} as const satisfies Record<string, Row>;
