import { fileURLToPath } from 'node:url';

/** Where the parts of the program are: beside the sources when they run as they are, in `dist` once built. */
export function findPlaces(mainUrl: string) {
  const fromSource = mainUrl.endsWith('.ts');
  const root = new URL(fromSource ? '../' : '../../', mainUrl);
  const script = (source: string, built: string) => new URL(fromSource ? source : built, mainUrl);
  return {
    serviceEntry: script('./serving/main.ts', './serving.js'),
    loadEntry: script('./load/main.ts', './load.js'),
    driftLabEntry: script('./composition/drift-lab-worker.ts', './drift-lab-worker.js'),
    captureEntry: script('../renderer/capture/main.ts', './capture.js'),
    queryWorkerEntry: script('./composition/query-worker.ts', './query-worker.js'),
    rendererDir: fileURLToPath(new URL('dist/renderer', root)),
    modelDir: fileURLToPath(new URL('assets/models/food11', root)),
    imagesDir: fileURLToPath(new URL('assets/images', root)),
    fontsDir: fileURLToPath(new URL('assets/fonts', root)),
    dashboardsDir: fileURLToPath(new URL('assets/dashboards', root)),
    rulesDir: fileURLToPath(new URL('assets/rules', root)),
  };
}

export type Places = ReturnType<typeof findPlaces>;
