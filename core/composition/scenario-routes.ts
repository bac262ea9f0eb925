import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { CodedError, type ScenarioRun } from '../shared/index.ts';

interface ScenarioFilesOptions {
  capturesDir: string;
  run(id: string): ScenarioRun;
}

/** The picture and the summary of a run, `GET /api/console/scenarios/runs/:id/picture.png` and `/summary.md`. */
export const scenarioFiles =
  ({ capturesDir, run }: ScenarioFilesOptions): FastifyPluginAsync =>
  async (app) => {
    // The names are our own and come from our store: nothing of a request is part of a path.
    const read = (file: string | null, what: string) => {
      if (file === null) throw new CodedError('not_found', { what });
      return readFile(join(capturesDir, file)).catch((error: unknown) => {
        throw new CodedError('not_found', { what: `${what}; its file ${file} is gone` }, { cause: error });
      });
    };
    app.get<{ Params: { id: string } }>('/api/console/scenarios/runs/:id/picture.png', async (request, reply) => {
      const png = await read(run(request.params.id).pictureFile, 'picture of this run');
      return reply.type('image/png').header('cache-control', 'private, max-age=86400, immutable').send(png);
    });
    app.get<{ Params: { id: string } }>('/api/console/scenarios/runs/:id/summary.md', async (request, reply) => {
      const text = await read(run(request.params.id).summaryFile, 'summary of this run');
      return reply.type('text/markdown; charset=utf-8').send(text);
    });
  };
