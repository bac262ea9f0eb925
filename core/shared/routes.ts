import type { z } from 'zod';
import { PredictReply } from './prediction.ts';
import { alertRoutes } from './routes/alert-routes.ts';
import { consoleRoutes } from './routes/console-routes.ts';
import { dashboardRoutes } from './routes/dashboard-routes.ts';
import { driftRoutes } from './routes/drift-routes.ts';
import { loadRoutes } from './routes/load-routes.ts';
import { notificationRoutes } from './routes/notification-routes.ts';
import { scenarioRoutes } from './routes/scenario-routes.ts';
import { stackRoutes } from './routes/stack-routes.ts';

export { ConsoleStatus } from './routes/console-routes.ts';

/**
 * Every call the page can make of the console API. The server registers these rows, the page calls them, the tests
 * walk them. `:name` parts of a path and, for GET and DELETE, query parameters come from the request object; for
 * other methods what the path does not take is the JSON body.
 *
 * Beside these stand some that are not JSON: GET /api/console/events (server-sent events, events.ts),
 * POST /api/console/predict (the body is the picture), GET /api/console/predictions/:id/thumbnail (image/jpeg, or 204
 * where none was kept), GET /api/console/drift/reference-pictures (the sheet of the model's reference pictures), GET
 * /api/console/dashboards/:uid/render.png (core/composition/capture-route.ts), GET /api/console/dashboards/:uid/export and
 * /bundle.zip (core/composition/dashboards-files.ts), and GET /api/console/stack/compose.zip (the stack, to be run without Telltale).
 */
export const routes = {
  ...consoleRoutes,
  ...driftRoutes,
  ...dashboardRoutes,
  ...loadRoutes,
  ...scenarioRoutes,
  ...alertRoutes,
  ...notificationRoutes,
  ...stackRoutes,
} as const;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
export type RouteRequest<R extends RouteName> = z.input<Routes[R]['request']>;
export type RouteReply<R extends RouteName> = z.output<Routes[R]['reply']>;

/** Reply of POST /api/console/predict: what the service answered, with every class. */
export const TryItReply = PredictReply;
