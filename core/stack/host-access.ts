import type { MetricsListener } from './metrics-listener.ts';
import type { HostAccess } from './stack.ts';

export interface OpenDoor extends HostAccess {
  /** As a container sees it, "172.18.0.1:41234"; the last one while it is closed. */
  address(): string;
}

/** What engines in a virtual machine call the machine around it, and what containers are told it is. */
const engineWord = 'host-gateway';
const hostName = 'host.docker.internal';

/**
 * With the engine on this very machine its bridge has the gateway's address, so we can listen there, and containers
 * find us there. Where the engine is in a virtual machine (Docker Desktop, Podman machine) or in a network of its own
 * (rootless) the address is not ours: there the engine passes what is meant for the host on to its loopback.
 */
export function createHostAccess(listener: MetricsListener): OpenDoor {
  let address = '';
  return {
    address: () => address,
    async open({ gateway, subnet }) {
      const port = gateway === null || subnet === null ? null : await openAt(listener, gateway, subnet);
      if (port === null) {
        address = `${hostName}:${await listener.open('127.0.0.1', '127.0.0.0/8')}`;
        return { hostAddress: engineWord };
      }
      // The address rather than the name: some images ask a name server before they read /etc/hosts.
      address = `${gateway}:${port}`;
      return { hostAddress: gateway! };
    },
    close: () => listener.close(),
  };
}

/** Null when the address is none of this machine's. A bridge without containers is no listed interface, so it is tried. */
async function openAt(listener: MetricsListener, address: string, subnet: string): Promise<number | null> {
  try {
    return await listener.open(address, subnet);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRNOTAVAIL') return null;
    throw error;
  }
}
