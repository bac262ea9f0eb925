import type { QueryClient } from '@tanstack/react-query';
import {
  type ConsoleEvent,
  type LoadReport,
  type LoadRun,
  type RouteName,
  type RouteReply,
  unreachable,
} from '../../core/shared/index.ts';

/** Writes what an event says into the cached replies it concerns, so that no page has to ask again. */
export function applyEvent(client: QueryClient, event: ConsoleEvent): void {
  const change = <R extends RouteName>(route: R, next: (reply: RouteReply<R>) => RouteReply<R>) =>
    client.setQueriesData<RouteReply<R>>({ queryKey: [route] }, (old) => (old === undefined ? old : next(old)));

  /** Behind another window they are only marked as out of date: the cache asks again when the page is seen. */
  const refresh = (...names: RouteName[]) => {
    for (const route of names)
      void client.invalidateQueries({ queryKey: [route], refetchType: isHidden() ? 'none' : 'active' });
  };

  switch (event.type) {
    case 'service':
      change('status', (reply) => ({ ...reply, service: event.status }));
      return;
    case 'predictions':
      // Behind another window they are only marked as out of date: the cache asks again when the page is seen.
      void client.invalidateQueries({ queryKey: ['predictions'], refetchType: isHidden() ? 'none' : 'active' });
      return;
    case 'drift':
      change('driftStatus', () => ({ status: event.status }));
      if (event.added === 0) return;
      for (const route of ['driftReadings', 'driftEvents'] satisfies RouteName[])
        void client.invalidateQueries({ queryKey: [route], refetchType: isHidden() ? 'none' : 'active' });
      return;
    case 'drift-lab':
      client.setQueryData(labProgressKey(event.run), event.share);
      return;
    case 'annotations':
      void client.invalidateQueries({ queryKey: ['annotations'], refetchType: isHidden() ? 'none' : 'active' });
      return;
    case 'faults':
      change('faults', () => event.status);
      return;
    case 'stack':
      change('stack', () => ({ stack: event.status }));
      return;
    case 'load-run':
      change('loadRuns', ({ runs }) => ({ runs: withRun(runs, event.run) }));
      change('loadRun', (reply) =>
        reply.run.id === event.run.id ? { run: { ...event.run, ticks: reply.run.ticks } } : reply,
      );
      return;
    case 'scenario-run':
      change('scenarioRuns', ({ runs }) => ({ runs: withRun(runs, event.run) }));
      return;
    case 'load-report':
      change('loadRuns', ({ runs }) => ({ runs: runs.map((run) => withReport(run, event.report)) }));
      change('loadRun', ({ run }) => ({ run: withTick(run, event.report) }));
      return;
    case 'notifications':
      for (const route of ['receivers', 'receiver', 'silences', 'deliveries'] satisfies RouteName[])
        void client.invalidateQueries({ queryKey: [route], refetchType: isHidden() ? 'none' : 'active' });
      return;
    case 'alerts':
      refresh('rules', 'alertHistory');
      return;
    case 'rules':
      refresh('rules');
      return;
    case 'notice':
      return; // shown by the frame, kept by nobody
    default:
      unreachable(event);
  }
}

/** Where the progress of a computation of the drift lab is cached. */
export const labProgressKey = (run: string) => ['drift-lab', run] as const;

const isHidden = (): boolean => globalThis.document?.hidden ?? false;

/** The list with `run` in its place, or in front when it is new: runs are listed newest first. */
export const withRun = <R extends { id: string }>(runs: readonly R[], run: R): R[] =>
  runs.some(({ id }) => id === run.id) ? runs.map((old) => (old.id === run.id ? run : old)) : [run, ...runs];

/** The run as the report has it; any other run is returned as it was. */
export function withReport<R extends LoadRun>(run: R, report: LoadReport): R {
  if (run.id !== report.runId) return run;
  const { state, stage, progress, totals, message } = report;
  return { ...run, state, stage, progress, totals, message };
}

function withTick(run: RouteReply<'loadRun'>['run'], report: LoadReport): RouteReply<'loadRun'>['run'] {
  const { tick } = report;
  const known = tick === null || run.id !== report.runId || run.ticks.some(({ atMs }) => atMs === tick.atMs);
  return withReport(known ? run : { ...run, ticks: [...run.ticks, tick] }, report);
}
