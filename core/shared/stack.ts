import { z } from 'zod';

/** The programs that can run in managed containers, in the order they start. */
export const stackServiceNames = ['node-exporter', 'cadvisor', 'alertmanager', 'prometheus', 'grafana'] as const;
export const StackServiceName = z.enum(stackServiceNames);
export type StackServiceName = z.infer<typeof StackServiceName>;

/**
 * absent: no container. pulling: its image is on its way. created: made, not started. starting: runs, and its own
 * endpoint does not answer yet. healthy, unhealthy: what that endpoint says. stopped: ended as asked. failed: could not
 * be made or started, or ended by itself.
 */
export const StackServiceState = z.enum([
  'absent',
  'pulling',
  'created',
  'starting',
  'healthy',
  'unhealthy',
  'stopped',
  'failed',
]);
export type StackServiceState = z.infer<typeof StackServiceState>;

export const StackServiceStatus = z.object({
  name: StackServiceName,
  title: z.string(),
  /** What it is for, as half a sentence. */
  purpose: z.string(),
  enabled: z.boolean(),
  image: z.string(),
  state: StackServiceState,
  /** Why it is not healthy, as a sentence; null when there is nothing to say. */
  reason: z.string().nullable(),
  /** Where it answers on this machine, once it has a port. */
  url: z.string().nullable(),
  /** The usual port, where that was taken and another had to be used. */
  movedFromPort: z.number().nullable(),
  containerName: z.string(),
  startedAtMs: z.number().nullable(),
  /** Times the engine has restarted it. */
  restarts: z.number(),
  /** Compressed bytes of the layers known so far. */
  pull: z.object({ layers: z.number(), layersDone: z.number(), bytes: z.number(), totalBytes: z.number() }).nullable(),
});
export type StackServiceStatus = z.infer<typeof StackServiceStatus>;

export const StackEngine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('found'),
    name: z.string(),
    version: z.string(),
    address: z.string(),
    operatingSystem: z.string(),
    isRootless: z.boolean(),
  }),
  z.object({ kind: z.literal('none'), reason: z.string() }),
]);
export type StackEngine = z.infer<typeof StackEngine>;

export const StackOptions = z.strictObject({
  /** Which services a start brings up. */
  services: z.array(StackServiceName).min(1),
  /** Another image than the usual one, by service: a mirror's, a newer tag, a digest. */
  images: z.partialRecord(StackServiceName, z.string().trim().min(1).max(500)),
  /** What becomes of the containers when Telltale quits. */
  onQuit: z.enum(['stop', 'leave']),
  /** Who answers the console's queries. */
  dataSource: z.enum(['embedded', 'managed']),
});
export type StackOptions = z.infer<typeof StackOptions>;

export const StackStatus = z.object({
  engine: StackEngine,
  phase: z.enum(['off', 'starting', 'on', 'stopping']),
  services: z.array(StackServiceStatus),
  options: StackOptions,
  /** What concerns the whole stack and needs a person, as sentences. */
  notices: z.array(z.string()),
});
export type StackStatus = z.infer<typeof StackStatus>;

export const StackLogLine = z.object({ stream: z.enum(['stdout', 'stderr']), at: z.string(), text: z.string() });
export type StackLogLine = z.infer<typeof StackLogLine>;
