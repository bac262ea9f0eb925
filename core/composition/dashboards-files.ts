import type { FastifyPluginAsync } from 'fastify';
import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import { type Dashboards, fillInputs, forSharing, provisioningFiles } from '../dashboards/index.ts';
import { CodedError, type RuleGroup } from '../shared/index.ts';

interface DashboardFilesOptions {
  dashboards: Dashboards;
  /** The alert rules in force, for the bundle. */
  ruleGroups(): readonly RuleGroup[];
}

const ExportQuery = z.object({ for: z.enum(['sharing']).optional(), download: z.string().optional() });

/**
 * Dashboards as files to be taken away: `GET /api/console/dashboards/:uid/export`, with `for=sharing` as other Grafanas
 * import it and `download=1` to be saved; and `GET /api/console/dashboards/bundle.zip`, for a Grafana's provisioning.
 */
export function dashboardFiles({ dashboards, ruleGroups }: DashboardFilesOptions): FastifyPluginAsync {
  return async (app) => {
    app.get<{ Params: { uid: string } }>('/api/console/dashboards/:uid/export', async (request, reply) => {
      const { uid } = request.params;
      const read = ExportQuery.safeParse(request.query);
      if (!read.success)
        throw new CodedError('bad_request', { reason: 'The only other form of export is for=sharing.' });
      const kept = dashboards.read(uid);
      if (!kept) throw new CodedError('not_found', { what: `dashboard with uid "${uid}"` });
      const json = read.data.for === 'sharing' ? forSharing(kept.json) : kept.json;
      if (read.data.download !== undefined) {
        void reply.header('content-disposition', `attachment; filename="${uid.replaceAll(/[^\w.-]/g, '_')}.json"`);
      }
      return reply.type('application/json; charset=utf-8').send(`${JSON.stringify(json, null, 2)}\n`);
    });

    app.get('/api/console/dashboards/bundle.zip', async (_request, reply) => {
      const kept = dashboards.list().flatMap(({ uid }) => dashboards.read(uid) ?? []);
      const files = provisioningFiles(
        kept.map(({ json }) => fillInputs(json, {})),
        ruleGroups(),
      );
      const zip = zipSync(Object.fromEntries([...files].map(([path, text]) => [path, strToU8(text)])));
      return reply
        .type('application/zip')
        .header('content-disposition', 'attachment; filename="telltale-grafana.zip"')
        .send(Buffer.from(zip));
    });
  };
}
