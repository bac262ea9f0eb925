import { z } from 'zod';
import { StackLogLine, StackOptions, StackServiceName, StackStatus } from '../stack.ts';
import { nothing, type Row } from './row.ts';

const stackReply = z.object({ stack: StackStatus });

/** Calls about the managed containers. */
export const stackRoutes = {
  stack: { method: 'GET', path: '/api/console/stack', request: nothing, reply: stackReply },
  /** Begins to start the managed containers, those named or those of the options; how far it is, `stack` tells. */
  startStack: {
    method: 'POST',
    path: '/api/console/stack/start',
    request: z.strictObject({ services: z.array(StackServiceName).min(1).optional() }),
    reply: stackReply,
  },
  stopStack: { method: 'POST', path: '/api/console/stack/stop', request: nothing, reply: stackReply },
  /** Removes containers, network and volumes: what Prometheus and Grafana stored is gone. */
  removeStack: { method: 'POST', path: '/api/console/stack/remove', request: nothing, reply: stackReply },
  setStackOptions: {
    method: 'PUT',
    path: '/api/console/stack/options',
    request: z.strictObject({ options: StackOptions }),
    reply: stackReply,
  },
  stackLogs: {
    method: 'GET',
    path: '/api/console/stack/services/:service/logs',
    request: z.strictObject({
      service: StackServiceName,
      tail: z.coerce.number().int().min(1).max(2_000).default(200),
    }),
    reply: z.object({ lines: z.array(StackLogLine) }),
  },
  /** Grafana's administrator. By POST, so that it stays out of caches. */
  stackPassword: {
    method: 'POST',
    path: '/api/console/stack/password',
    request: nothing,
    reply: z.object({ user: z.string(), password: z.string() }),
  },
} as const satisfies Record<string, Row>;
