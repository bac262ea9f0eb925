import type { z } from 'zod';
import {
  CodedError,
  ErrorReply,
  type MonitorReady,
  reasonOf,
  routes,
  type ScenarioRun,
  type StartScenario,
} from '../shared/index.ts';

const timeoutMs = 30_000;

/** The calls of the console API that the command makes. */
export interface ConsoleClient {
  start(wanted: StartScenario): Promise<ScenarioRun>;
  get(id: string): Promise<ScenarioRun>;
  stop(id: string): Promise<ScenarioRun>;
}

export function createConsoleClient({ console, token }: Pick<MonitorReady, 'console' | 'token'>): ConsoleClient {
  async function call<S extends z.ZodType>(
    method: string,
    path: string,
    schema: S,
    body?: unknown,
  ): Promise<z.output<S>> {
    const reply = await fetch(new URL(path, console), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
      const reason = `No Telltale answers at ${console} (${reasonOf(error)}). Is it still running?`;
      throw new CodedError('bad_request', { reason }, { cause: error });
    });
    const answer: unknown = await reply.json();
    if (reply.ok) return schema.parse(answer);
    const said = ErrorReply.safeParse(answer);
    throw new CodedError('bad_request', {
      reason: said.success ? said.data.message : `${console} answered ${reply.status}.`,
    });
  }

  const { scenarioRun, startScenario, stopScenario } = routes;
  const at = (path: string, id: string) => path.replace(':id', encodeURIComponent(id));
  return {
    start: async (wanted) => (await call('POST', startScenario.path, startScenario.reply, wanted)).run,
    get: async (id) => (await call('GET', at(scenarioRun.path, id), scenarioRun.reply)).run,
    stop: async (id) => (await call('DELETE', at(stopScenario.path, id), stopScenario.reply)).run,
  };
}
