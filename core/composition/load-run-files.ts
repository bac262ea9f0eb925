import type { FastifyInstance } from 'fastify';
import { curveCsv, ticksCsv } from './load-run-csv.ts';
import { CodedError, type LoadRunWithTicks } from '../shared/index.ts';

const writers: Record<string, { type: string; write(run: LoadRunWithTicks): string }> = {
  'run.json': { type: 'application/json; charset=utf-8', write: (run) => `${JSON.stringify(run, null, 2)}\n` },
  'seconds.csv': { type: 'text/csv; charset=utf-8', write: ticksCsv },
  'percentiles.csv': { type: 'text/csv; charset=utf-8', write: curveCsv },
};

/** `GET /api/console/load/runs/:id/run.json`, `/seconds.csv`, `/percentiles.csv`: a run as a file to keep. */
export const loadRunFiles =
  (runs: { get(id: string): LoadRunWithTicks }) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get<{ Params: { id: string; file: string } }>('/api/console/load/runs/:id/:file', (request, reply) => {
      const { id, file } = request.params;
      const writer = Object.hasOwn(writers, file) ? writers[file] : undefined;
      if (!writer) {
        throw new CodedError('not_found', {
          what: `file ${file} of a load run; there are ${Object.keys(writers).join(', ')}`,
        });
      }
      const run = runs.get(id);
      const name = `load-${run.plan.name}-${new Date(run.startedAtMs).toISOString().slice(0, 19).replaceAll(':', '')}-${file}`;
      return reply
        .type(writer.type)
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(writer.write(run));
    });
  };
