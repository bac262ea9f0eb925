import { putInternal, type ServiceInternals } from './service-internals.ts';
import {
  type ConsoleEvent,
  type Faults,
  type FaultStatus,
  isFaulty,
  noFaults,
  type ServiceStatus,
} from '../shared/index.ts';

interface ServiceFaultsOptions extends ServiceInternals {
  publish(event: ConsoleEvent): void;
  now?: () => number;
}

/** The monitor's side of faults: has the service turn them on and off, and knows that a restart ends them. */
export function createServiceFaults({ publish, now = Date.now, ...internals }: ServiceFaultsOptions) {
  let status: FaultStatus = { faults: null, sinceMs: now(), endedByRestart: false };
  let restarts = 0;

  function become(faults: Faults | null, endedByRestart: boolean): FaultStatus {
    status = { faults, sinceMs: now(), endedByRestart };
    publish({ type: 'faults', status });
    return status;
  }

  async function set(faults: Faults): Promise<FaultStatus> {
    await putInternal(internals, '/internal/faults', faults);
    return become(isFaulty(faults) ? faults : null, false);
  }

  return {
    status: () => status,
    set,
    /** Off already, also when no service is there to be told: its successor begins without faults. */
    clear: async () => (status.faults === null ? become(null, false) : set(noFaults)),
    /** To be told of every change of the service. */
    onService(service: ServiceStatus): void {
      const isNew = service.restarts !== restarts;
      restarts = service.restarts;
      if (isNew && status.faults !== null) become(null, true);
    },
  };
}

export type ServiceFaults = ReturnType<typeof createServiceFaults>;
