import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { RenderDashboard } from './capture.ts';
import { CodedError, type Dashboard, resolveTime } from '../shared/index.ts';

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most).optional();

/** Query parameters, in Grafana's words where it has them. Loose: a token may stand beside them. */
const Wish = z.object({
  from: z.string().optional(),
  to: z.string().optional(),
  width: whole(300, 4000),
  height: whole(100, 4000),
  dpr: z.coerce.number().min(1).max(3).optional(),
  panelId: z.coerce.number().int().optional(),
  theme: z.enum(['light', 'dark']).optional(),
  title: z.string().max(200).optional(),
});

interface PictureOptions {
  renderDashboard: RenderDashboard;
  dashboard(uid: string): Dashboard | null;
  now?: () => number;
}

const bad = (reason: string) => new CodedError('bad_request', { reason });

/** `GET /api/console/dashboards/:uid/render.png`: a dashboard, or one panel of it, as a picture. */
export function dashboardPictures({ renderDashboard, dashboard, now = Date.now }: PictureOptions): FastifyPluginAsync {
  return async (app) => {
    app.get<{ Params: { uid: string } }>('/api/console/dashboards/:uid/render.png', async (request, reply) => {
      const read = Wish.safeParse(request.query);
      if (!read.success) {
        throw bad(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
      }
      const { from, to, ...wish } = read.data;
      const { uid } = request.params;
      const range = readRange(from, to, dashboard(uid)?.time, now());
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const variables = variablesIn(request.query as Record<string, unknown>);
      const png = await renderDashboard({ uid, ...range, ...wish, variables }, gone.signal);
      return reply.type('image/png').header('cache-control', 'no-store').send(png);
    });
  };
}

/** `var-job=a&var-job=b`, as in the address of the page. */
function variablesIn(query: Readonly<Record<string, unknown>>): Record<string, string[]> {
  const given = Object.entries(query).filter(([key]) => key.startsWith('var-'));
  return Object.fromEntries(given.map(([key, value]) => [key.slice('var-'.length), [value].flat().map(String)]));
}

/** What the address says, else what the dashboard says, else the last 15 minutes. */
function readRange(from: string | undefined, to: string | undefined, own: Dashboard['time'], nowMs: number) {
  const [start, end] = [from ?? own?.from ?? 'now-15m', to ?? own?.to ?? 'now'];
  const fromMs = resolveTime(start, nowMs, 'from');
  const toMs = resolveTime(end, nowMs, 'to');
  if (fromMs === null) throw bad(`"from" is no moment: ${start}. Write now-15m, a date, or Unix milliseconds.`);
  if (toMs === null) throw bad(`"to" is no moment: ${end}. Write now, a date, or Unix milliseconds.`);
  if (fromMs >= toMs) throw bad(`The range from ${start} to ${end} is empty: "from" must come before "to".`);
  return { fromMs, toMs };
}
