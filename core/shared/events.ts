import { z } from 'zod';
import { AlertChange } from './alert-rules.ts';
import { DriftStatus } from './drift.ts';
import { FaultStatus } from './faults.ts';
import { LoadReport, LoadRun } from './load-run.ts';
import { Notice } from './bridge.ts';
import { ScenarioRun } from './scenarios.ts';
import { ServiceStatus } from './service.ts';
import { StackStatus } from './stack.ts';

/** Everything the one event stream (GET /api/console/events, server-sent events) may carry. */
export const ConsoleEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('service'), status: ServiceStatus }),
  z.object({ type: z.literal('predictions'), added: z.number().int() }),
  z.object({ type: z.literal('drift'), status: DriftStatus, added: z.number().int() }),
  /** How far a computation of the drift lab is, 0..1, by the name its request gave it. */
  z.object({ type: z.literal('drift-lab'), run: z.string(), share: z.number() }),
  /** Some were added or deleted. */
  z.object({ type: z.literal('annotations') }),
  z.object({ type: z.literal('faults'), status: FaultStatus }),
  z.object({ type: z.literal('stack'), status: StackStatus }),
  z.object({ type: z.literal('load-run'), run: LoadRun }),
  z.object({ type: z.literal('scenario-run'), run: ScenarioRun }),
  z.object({ type: z.literal('load-report'), report: LoadReport }),
  /** Alerts went from one state to another. */
  z.object({ type: z.literal('alerts'), changes: z.array(AlertChange) }),
  /** Rule files, or rules that are there for a while, are not as before. */
  z.object({ type: z.literal('rules') }),
  /** Receivers, silences or deliveries have changed. */
  z.object({ type: z.literal('notifications') }),
  /** A page shows it on the desktop and says so by `noticeShown`; a later one of its tag takes its place. */
  z.object({ type: z.literal('notice'), id: z.string(), notice: Notice, tag: z.string() }),
]);
export type ConsoleEvent = z.infer<typeof ConsoleEvent>;
