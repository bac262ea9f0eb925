import { z } from 'zod';

/** How the supervised inference service is doing, as the console shows it. */
export const Outage = z.object({
  fromMs: z.number(),
  toMs: z.number().nullable(),
  reason: z.string(),
});
export type Outage = z.infer<typeof Outage>;

export const ServiceStatus = z.object({
  state: z.enum(['starting', 'running', 'restarting', 'stopping', 'stopped', 'failed']),
  url: z.string().nullable(),
  pid: z.number().nullable(),
  sinceMs: z.number(),
  restarts: z.number(),
  /** When state is 'restarting': when the next attempt is made. */
  nextStartAtMs: z.number().nullable(),
  message: z.string().nullable(),
  /** Newest last, at most 50. */
  outages: z.array(Outage),
});
export type ServiceStatus = z.infer<typeof ServiceStatus>;

/** Everything the service process is told when it is started; passed as JSON in TELLTALE_SERVICE. */
export const ServiceConfig = z.strictObject({
  host: z.string(),
  port: z.number().int().min(0).max(65_535),
  /** Folder of the model package (holds model.json). */
  modelDir: z.string(),
  /** Bearer token of the routes under /internal that only the monitor may call. */
  internalToken: z.string().min(16),
  /** Needed in `Authorization: Bearer` or `X-API-Key` by every client when set; must be set when host is not loopback. */
  apiKey: z.string().nullable(),
  workers: z.number().int().positive(),
  maxBodyBytes: z.number().int().positive(),
  maxImagePixels: z.number().int().positive(),
  maxWaiting: z.number().int().positive(),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  /** Folder in which the drift detector of this model is kept between starts. Without it there is no drift detection. */
  driftDir: z.string().optional(),
});
export type ServiceConfig = z.infer<typeof ServiceConfig>;

/** Messages over the IPC channel between the monitor and a child process it started. */
export const FromChild = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), url: z.string().nullable() }),
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
  z.object({ type: z.literal('report'), report: z.unknown() }),
]);
export type FromChild = z.infer<typeof FromChild>;

export const ToChild = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), task: z.unknown() }),
  z.object({ type: z.literal('stop') }),
]);
export type ToChild = z.infer<typeof ToChild>;

/** What the monitor says once both servers answer: the one line of headless mode, and the message to Electron's shell. */
export const MonitorReady = z.object({
  ready: z.literal(true),
  /** Origin of the console, e.g. http://127.0.0.1:4400 */
  console: z.url(),
  token: z.string(),
  /** Origin of the inference service, e.g. http://127.0.0.1:8000 */
  service: z.url(),
});
export type MonitorReady = z.infer<typeof MonitorReady>;
