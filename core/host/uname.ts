import { hostname, machine, release, type, version } from 'node:os';
import type { MetricFamily } from './metric-family.ts';

/** What `uname` says; null where there is no NIS domain to tell. */
export const unameInfo = (domainname: string | null): MetricFamily => ({
  name: 'node_uname_info',
  type: 'gauge',
  help: 'Operating system and machine, as uname tells them.',
  samples: [
    {
      labels: {
        domainname: domainname ?? '(none)',
        machine: machine(),
        nodename: hostname(),
        release: release(),
        sysname: type(),
        version: version(),
      },
      value: 1,
    },
  ],
});
