import { z } from 'zod';
import { Annotation, NewAnnotation } from '../annotations.ts';
import { ImportReply, ImportRequest } from '../dashboard-import.ts';
import { Dashboard, DashboardListing, NewPanel } from '../dashboard.ts';
import { nothing, byId, byUid, type Row } from './row.ts';

/** Calls about dashboards and the notes on their charts. */
export const dashboardRoutes = {
  dashboards: {
    method: 'GET',
    path: '/api/console/dashboards',
    request: nothing,
    reply: z.object({ dashboards: z.array(DashboardListing) }),
  },
  dashboard: {
    method: 'GET',
    path: '/api/console/dashboards/:uid',
    request: byUid,
    reply: z.object({ dashboard: Dashboard, origin: DashboardListing.shape.origin }),
  },
  /** Puts the whole JSON in the place of what is there, or makes a new one. Fields nobody knows are kept. */
  saveDashboard: {
    method: 'PUT',
    path: '/api/console/dashboards/:uid',
    request: z.strictObject({ uid: z.string(), dashboard: z.record(z.string(), z.unknown()) }),
    reply: z.object({ dashboard: DashboardListing }),
  },
  /** `restored`: one that came with Telltale is there again as it came. */
  deleteDashboard: {
    method: 'DELETE',
    path: '/api/console/dashboards/:uid',
    request: byUid,
    reply: z.object({ restored: z.boolean() }),
  },
  importDashboard: {
    method: 'POST',
    path: '/api/console/dashboards/import',
    request: ImportRequest,
    reply: ImportReply,
  },
  /** Adds a panel to a dashboard, or to a new one of the title given. A built-in one is copied to the user's own first. */
  addPanel: {
    method: 'POST',
    path: '/api/console/dashboards/panels',
    request: z.strictObject({
      to: z.union([
        z.strictObject({ uid: z.string() }),
        z.strictObject({ newTitle: z.string().trim().min(1).max(200) }),
      ]),
      panel: NewPanel,
    }),
    reply: z.object({ dashboard: DashboardListing }),
  },
  /** The newest notes that meet a range of time, if one is given; oldest first. */
  annotations: {
    method: 'GET',
    path: '/api/console/annotations',
    request: z.strictObject({
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      fromMs: z.coerce.number().optional(),
      toMs: z.coerce.number().optional(),
    }),
    reply: z.object({ annotations: z.array(Annotation) }),
  },
  addAnnotation: {
    method: 'POST',
    path: '/api/console/annotations',
    request: NewAnnotation,
    reply: z.object({ annotation: Annotation }),
  },
  deleteAnnotation: { method: 'DELETE', path: '/api/console/annotations/:id', request: byId, reply: nothing },
} as const satisfies Record<string, Row>;
