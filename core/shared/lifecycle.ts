/** Something that runs: started once, stopped once. `stop` is safe to call when `start` failed half-way. */
export interface Service {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts services in order and returns what stops them in reverse. If one fails to start, those already running are
 * stopped and the error is thrown on. A failing stop is reported and does not strand the rest.
 */
export async function startAll(
  services: readonly Service[],
  report: (error: unknown, name: string) => void,
): Promise<() => Promise<void>> {
  const running: Service[] = [];
  const stopAll = async () => {
    for (const service of running.splice(0).reverse()) {
      await service.stop().catch((error: unknown) => report(error, service.name));
    }
  };
  try {
    for (const service of services) {
      running.push(service);
      await service.start();
    }
  } catch (error) {
    await stopAll();
    throw error;
  }
  return stopAll;
}
