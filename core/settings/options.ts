import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { parseDuration } from '../shared/index.ts';

/** One setting: its flag, its environment variable, how its text is read, and what it is when nobody says. */
export interface Option<T> {
  flag: string;
  env: string;
  /** Name of the value in the help text. */
  value: string;
  schema: z.ZodType<T, string>;
  /** Text read as if the user had given it; null where the value is made at start. */
  fallback: string | null;
  describe: string;
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'a port is a number from 0 to 65535')
  .transform(Number)
  .refine((n) => n <= 65_535, 'a port is a number from 0 to 65535');

const count = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${least} to ${most} is needed`)
    .transform(Number)
    .refine((n) => n >= least && n <= most, `a whole number from ${least} to ${most} is needed`);

const durationMs = (leastMs: number, say: string) =>
  z.string().transform((text, context) => {
    const ms = parseDuration(text);
    if (ms !== null && ms >= leastMs) return ms;
    context.addIssue({ code: 'custom', message: say });
    return z.NEVER;
  });

const byteUnits: Record<string, number> = { '': 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };
const bytes = z.string().transform((text, context) => {
  const parts = /^(\d+(?:\.\d+)?)\s*([KMGT]?B?)$/i.exec(text);
  const unit = parts ? byteUnits[parts[2]!.toUpperCase()] : undefined;
  if (parts && unit !== undefined) return Math.round(Number(parts[1]) * unit);
  context.addIssue({ code: 'custom', message: 'a size such as 500MB or 2GB is needed' });
  return z.NEVER;
});

const text = z.string().min(1, 'it must not be empty');

const option = <T>(row: Option<T>): Option<T> => row;

/** Every setting Telltale has. The help text, the environment and the command line are all read from this table. */
export const options = {
  dataDir: option({
    flag: 'data-dir',
    env: 'TELLTALE_DATA_DIR',
    value: 'DIR',
    schema: text,
    fallback: null,
    describe: 'where samples, predictions, dashboards and settings are kept',
  }),
  consolePort: option({
    flag: 'console-port',
    env: 'TELLTALE_CONSOLE_PORT',
    value: 'PORT',
    schema: port,
    fallback: '4400',
    describe: 'port of the console; if taken, the next free one (0 = any)',
  }),
  servicePort: option({
    flag: 'service-port',
    env: 'TELLTALE_SERVICE_PORT',
    value: 'PORT',
    schema: port,
    fallback: '8000',
    describe: 'port of the inference service; if taken, Telltale says by whom (0 = any)',
  }),
  serviceHost: option({
    flag: 'service-host',
    env: 'TELLTALE_SERVICE_HOST',
    value: 'ADDRESS',
    schema: text,
    fallback: '127.0.0.1',
    describe: 'address the inference service listens on; anything but loopback needs --api-key',
  }),
  apiKey: option({
    flag: 'api-key',
    env: 'TELLTALE_API_KEY',
    value: 'KEY',
    schema: z.string().min(16, 'an API key has at least 16 characters'),
    fallback: null,
    describe: 'key that clients of the inference service must send (default: none)',
  }),
  token: option({
    flag: 'token',
    env: 'TELLTALE_TOKEN',
    value: 'TOKEN',
    schema: z.string().regex(/^[A-Za-z0-9._~-]{1,200}$/, 'a token has 1 to 200 letters, digits, dots, dashes, _ or ~'),
    fallback: null,
    describe: 'token of the console (default: a new random one at each start)',
  }),
  model: option({
    flag: 'model',
    env: 'TELLTALE_MODEL',
    value: 'DIR',
    schema: text,
    fallback: null,
    describe: 'folder of the model package to serve (default: the sample model, food11)',
  }),
  workers: option({
    flag: 'workers',
    env: 'TELLTALE_WORKERS',
    value: 'N',
    schema: count(1, 64),
    fallback: String(Math.min(8, availableParallelism())),
    describe: 'inference threads of the service, each with its own session',
  }),
  maxWaiting: option({
    flag: 'max-waiting',
    env: 'TELLTALE_MAX_WAITING',
    value: 'N',
    schema: count(1, 100_000),
    fallback: '200',
    describe: 'requests that may wait for a thread before the service answers 503',
  }),
  maxBodyBytes: option({
    flag: 'max-body',
    env: 'TELLTALE_MAX_BODY',
    value: 'SIZE',
    schema: bytes,
    fallback: '20MB',
    describe: 'largest request body the service reads',
  }),
  maxImagePixels: option({
    flag: 'max-pixels',
    env: 'TELLTALE_MAX_PIXELS',
    value: 'N',
    schema: count(1, 1_000_000_000),
    fallback: '40000000',
    describe: 'most pixels a picture may have before it is decoded',
  }),
  scrapeIntervalMs: option({
    flag: 'scrape-interval',
    env: 'TELLTALE_SCRAPE_INTERVAL',
    value: 'DURATION',
    schema: durationMs(500, 'a duration of at least 500ms is needed, such as 5s or 1m'),
    fallback: '5s',
    describe: 'how often the metrics of the service are read',
  }),
  scrapeConfig: option({
    flag: 'scrape-config',
    env: 'TELLTALE_SCRAPE_CONFIG',
    value: 'FILE',
    schema: text,
    fallback: null,
    describe:
      "further targets, in Prometheus's own format; changes are taken up (default: prometheus.yml in the data directory)",
  }),
  retentionMs: option({
    flag: 'retention',
    env: 'TELLTALE_RETENTION',
    value: 'DURATION',
    schema: durationMs(60_000, 'a duration of at least 1m is needed, such as 15d'),
    fallback: '15d',
    describe: 'how long samples are kept',
  }),
  retentionBytes: option({
    flag: 'retention-size',
    env: 'TELLTALE_RETENTION_SIZE',
    value: 'SIZE',
    schema: bytes,
    fallback: '2GB',
    describe: 'how large the samples may grow before the oldest go',
  }),
  logLevel: option({
    flag: 'log-level',
    env: 'TELLTALE_LOG_LEVEL',
    value: 'LEVEL',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    fallback: 'info',
    describe: 'fatal, error, warn, info, debug, trace or silent; the log goes to stderr',
  }),
};

export type OptionName = keyof typeof options;
