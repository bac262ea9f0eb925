import { CodedError, type StackServiceName, stackServiceNames } from '../shared/index.ts';
import { applyPlan, type ToApply } from './apply.ts';
import type { Engine } from './engine/engine.ts';
import { ensureNetwork } from './own-things.ts';
import { serviceTable } from './service-table.ts';
import type { StackConfig } from './stack.ts';
import { endUnwanted } from './take-down.ts';
import type { Watch } from './watch.ts';

/**
 * Brings up what the options ask for: network, files, then the containers whose images are there in start order, then
 * the others as their images arrive. A service that fails is told by its state; the others go on.
 */
export async function bringUp(engine: Engine, config: StackConfig, watch: Watch, signal: AbortSignal): Promise<void> {
  const { names, configDir } = config;
  const { services, images } = config.options.get();
  const wanted = stackServiceNames.filter((name) => services.includes(name));
  watch.forgetFailures();
  const network = await ensureNetwork(engine, names);
  const { hostAddress } = await config.access.open(network);
  await config.files.write();
  await endUnwanted(engine, names, wanted, watch.stopped);

  const imageOf = (service: StackServiceName) => images[service] ?? serviceTable[service].image;
  const withImage = async (service: StackServiceName): Promise<ToApply | null> => {
    const image = imageOf(service);
    const details = await engine.images.inspect(image);
    return details && { service, image, imageId: details.Id, env: config.secretEnv(service) };
  };
  const apply = (ready: readonly ToApply[]) =>
    applyPlan({
      engine,
      shared: { names, configDir, hostAddress },
      services: ready,
      portIsFree: config.portIsFree,
      onFailure: watch.failed,
      signal,
    });

  const there = await Promise.all(wanted.map(withImage));
  await apply(there.filter((one) => one !== null));
  await watch.look();

  let applying: Promise<void> = Promise.resolve();
  async function fetchAndApply(service: StackServiceName): Promise<void> {
    const image = imageOf(service);
    try {
      watch.pulling(service, { layers: 0, layersDone: 0, bytes: 0, totalBytes: 0 });
      await engine.images.pull(image, { signal, onProgress: (progress) => watch.pulling(service, progress) });
      const ready = await withImage(service);
      if (!ready) throw new CodedError('image_not_pulled', { image, reason: 'the engine does not have it afterwards' });
      applying = applying.then(() => apply([ready]));
      await applying;
    } catch (error) {
      if (!signal.aborted) watch.failed(service, error);
    } finally {
      watch.pulling(service, null);
    }
  }
  await Promise.all(wanted.filter((_, i) => !there[i]).map(fetchAndApply));
  signal.throwIfAborted();
}
