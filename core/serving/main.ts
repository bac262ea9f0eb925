import { z } from 'zod';
import { FromChild, ServiceConfig, ToChild, reasonOf, toErrorReply, CodedError } from '../shared/index.ts';
import { startService, type RunningService } from './service.ts';

/**
 * The service process. Told what to do by TELLTALE_SERVICE (JSON, `ServiceConfig`), it says `ready` or `failed` to the
 * process that started it, and ends when asked to, on SIGTERM, or when that process is gone: nothing survives the
 * monitor. Ctrl-C reaches every process of a terminal, so with a monitor SIGINT is the monitor's to answer.
 */
const tell = (message: FromChild) => process.send?.(message);
let service: RunningService | null = null;
let leaving = false;

async function leave(): Promise<void> {
  if (leaving) return;
  leaving = true;
  // The last resort, should something not close in time.
  setTimeout(() => process.exit(0), 2_800).unref();
  await service?.stop();
  process.exit(0);
}

process.once('SIGTERM', () => void leave());
process.on('SIGINT', () => {
  if (process.send === undefined) void leave();
});
process.on('disconnect', () => void leave());
process.on('message', (message) => {
  const parsed = ToChild.safeParse(message);
  if (parsed.success && parsed.data.type === 'stop') void leave();
});

function readConfig(): ServiceConfig {
  const text = process.env['TELLTALE_SERVICE'] ?? 'null';
  const config = ServiceConfig.safeParse(JSON.parse(text));
  if (config.success) return config.data;
  const reason = `TELLTALE_SERVICE does not hold a ServiceConfig. ${z.prettifyError(config.error)}`;
  throw new CodedError('bad_request', { reason });
}

try {
  service = await startService(readConfig());
  if (leaving) await service.stop();
  else tell({ type: 'ready', url: service.url });
} catch (error) {
  const { code } = toErrorReply(error);
  const message = reasonOf(error);
  process.stderr.write(`${message}\n`);
  if (process.connected) process.send?.({ type: 'failed', code, message } satisfies FromChild, () => process.exit(1));
  else process.exit(1);
}
