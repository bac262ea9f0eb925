import { z } from 'zod';

/*
 * What of the engine's replies is used. Loose: Docker and Podman add fields with every version. Names are the API's
 * own (https://docs.docker.com/reference/api/engine/), so that they can be looked up there.
 */

/** Docker and Podman send null for an empty list or map. */
const orEmptyList = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);
const Labels = z
  .record(z.string(), z.string())
  .nullish()
  .transform((labels) => labels ?? {});

export const EngineVersion = z.looseObject({
  Version: z.string(),
  ApiVersion: z.string(),
  Os: z.string(),
  Arch: z.string(),
  Components: orEmptyList(z.looseObject({ Name: z.string(), Version: z.string() })),
});
export type EngineVersion = z.infer<typeof EngineVersion>;

export const EngineInfo = z.looseObject({
  OperatingSystem: z.string().default(''),
  ServerVersion: z.string().default(''),
  NCPU: z.number().default(0),
  MemTotal: z.number().default(0),
  SecurityOptions: orEmptyList(z.string()),
});
export type EngineInfo = z.infer<typeof EngineInfo>;

export const ContainerListing = z.looseObject({
  Id: z.string(),
  Names: orEmptyList(z.string()),
  Image: z.string(),
  State: z.string(),
  Labels,
});
export type ContainerListing = z.infer<typeof ContainerListing>;

export const ContainerDetails = z.looseObject({
  Id: z.string(),
  /** With a slash in front. */
  Name: z.string(),
  /** Digest of the image it was made from. */
  Image: z.string(),
  RestartCount: z.number().default(0),
  State: z.looseObject({
    Status: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']).or(z.string()),
    ExitCode: z.number(),
    Error: z.string().default(''),
    OOMKilled: z.boolean().default(false),
    StartedAt: z.string(),
    FinishedAt: z.string(),
  }),
  Config: z.looseObject({ Labels, Image: z.string().default('') }),
  HostConfig: z.looseObject({
    PortBindings: z
      .record(z.string(), orEmptyList(z.looseObject({ HostIp: z.string().default(''), HostPort: z.string() })))
      .nullish()
      .transform((bindings) => bindings ?? {}),
  }),
});
export type ContainerDetails = z.infer<typeof ContainerDetails>;

export const CreatedContainer = z.looseObject({ Id: z.string(), Warnings: orEmptyList(z.string()) });
export const WaitReply = z.looseObject({ StatusCode: z.number() });

export const Network = z.looseObject({
  Id: z.string(),
  Name: z.string(),
  Driver: z.string().default(''),
  Labels,
  IPAM: z
    .looseObject({
      Config: orEmptyList(z.looseObject({ Subnet: z.string().optional(), Gateway: z.string().optional() })),
    })
    .optional(),
});
export type Network = z.infer<typeof Network>;

export const Volume = z.looseObject({ Name: z.string(), Labels });
export type Volume = z.infer<typeof Volume>;
export const VolumeList = z.looseObject({ Volumes: orEmptyList(Volume) });

export const ImageDetails = z.looseObject({
  Id: z.string(),
  RepoTags: orEmptyList(z.string()),
  Size: z.number().default(0),
});
export type ImageDetails = z.infer<typeof ImageDetails>;

const Cpu = z.looseObject({
  cpu_usage: z.looseObject({
    total_usage: z.number().default(0),
    usage_in_usermode: z.number().default(0),
    usage_in_kernelmode: z.number().default(0),
  }),
  throttling_data: z
    .looseObject({
      throttled_periods: z.number().default(0),
      throttled_time: z.number().default(0),
      periods: z.number().default(0),
    })
    .optional(),
});

/** One reading of GET /containers/{id}/stats. Times in nanoseconds, sizes in bytes. */
export const ContainerStats = z.looseObject({
  read: z.string(),
  cpu_stats: Cpu,
  memory_stats: z
    .looseObject({
      usage: z.number().default(0),
      limit: z.number().default(0),
      max_usage: z.number().optional(),
      stats: z.record(z.string(), z.number()).default({}),
    })
    .prefault({}),
  pids_stats: z.looseObject({ current: z.number().optional() }).optional(),
  networks: z
    .record(
      z.string(),
      z.looseObject({
        rx_bytes: z.number().default(0),
        rx_packets: z.number().default(0),
        rx_errors: z.number().default(0),
        rx_dropped: z.number().default(0),
        tx_bytes: z.number().default(0),
        tx_packets: z.number().default(0),
        tx_errors: z.number().default(0),
        tx_dropped: z.number().default(0),
      }),
    )
    .default({}),
  blkio_stats: z
    .looseObject({
      io_service_bytes_recursive: orEmptyList(z.looseObject({ op: z.string(), value: z.number() })),
      io_serviced_recursive: orEmptyList(z.looseObject({ op: z.string(), value: z.number() })),
    })
    .prefault({}),
});
export type ContainerStats = z.infer<typeof ContainerStats>;
