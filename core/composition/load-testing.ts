import type { Handlers } from '../console-api/index.ts';
import { writeLoadScript } from '../deploy/index.ts';
import { folderPictures } from './folder-pictures.ts';
import { loadRunFiles } from './load-run-files.ts';
import { createOwnLoadPlans } from './own-load-plans.ts';
import type { openSampleImages } from './sample-images.ts';
import { builtInPlans, type ConsoleEvent, type LoadPayload, type LoadPlan } from '../shared/index.ts';
import type { Store } from '../store/index.ts';
import { createLoadRuns } from '../supervisor/index.ts';

interface LoadTestingOptions {
  entry: URL;
  store: Store;
  /** Origin of the service, or null while it has none. */
  serviceUrl(): string | null;
  apiKey: string | null;
  images: ReturnType<typeof openSampleImages>;
  publish(event: ConsoleEvent): void;
}

/** What a script says of the service's place before the service has one. */
const DEFAULT_SERVICE = 'http://127.0.0.1:8000';

/** Load: plans, runs, and what of both can be taken away. */
export function createLoadTesting({ entry, store, serviceUrl, apiKey, images, publish }: LoadTestingOptions) {
  const own = createOwnLoadPlans(store.settings);
  const pictures = (payload: Extract<LoadPayload, { kind: 'images' | 'folder' }>): string[] =>
    payload.kind === 'folder' ? folderPictures(payload.path) : images.files(payload.set);
  const picturesOf = ({ payload }: LoadPlan['mix'][number]) =>
    payload.kind === 'images' || payload.kind === 'folder' ? pictures(payload) : [];

  const runs = createLoadRuns({
    entry,
    recorder: store.loadRuns,
    plans: () => [...builtInPlans, ...own.list()],
    target: () => {
      const url = serviceUrl();
      return url === null ? null : { url, apiKey };
    },
    pictures,
    onRun: (run) => publish({ type: 'load-run', run }),
    onReport: (report) => publish({ type: 'load-report', report }),
  });

  const handlers = {
    loadPlans: () => ({ plans: [...builtInPlans, ...own.list()], own: own.list().map(({ name }) => name) }),
    saveLoadPlan: ({ plan }) => {
      own.save(plan);
      return { plan };
    },
    deleteLoadPlan: ({ name }) => {
      own.remove(name);
      return {};
    },
    loadScript: ({ plan: wanted, tool }) => {
      const plan = typeof wanted === 'string' ? runs.plan(wanted) : wanted;
      const service = serviceUrl() ?? DEFAULT_SERVICE;
      return writeLoadScript(tool, { plan, service, pictures: plan.mix.map(picturesOf) });
    },
    loadRuns: ({ limit }) => ({ runs: runs.list(limit) }),
    loadRun: ({ id }) => ({ run: runs.get(id) }),
    startLoadRun: ({ plan, confirmedHost }) => ({ run: runs.begin(plan, confirmedHost) }),
    stopLoadRun: ({ id }) => ({ run: runs.end(id) }),
  } satisfies Partial<Handlers>;

  return { runs, handlers, files: loadRunFiles(runs) };
}
