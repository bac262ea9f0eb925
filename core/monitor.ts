import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { activeTargets } from './composition/active-targets.ts';
import { createAddedTargets } from './composition/added-targets.ts';
import { createAlerting } from './composition/alerting.ts';
import { createAnnotations } from './composition/annotations.ts';
import { createCaptures } from './composition/capture.ts';
import { dashboardPictures } from './composition/capture-route.ts';
import { createConsoleServer, createEventHub, type Handlers } from './console-api/index.ts';
import { openDashboards } from './dashboards/index.ts';
import { dashboardHandlers } from './composition/dashboards-api.ts';
import { dashboardFiles } from './composition/dashboards-files.ts';
import { createDriftLab } from './composition/drift-lab.ts';
import { createDriftMonitoring } from './composition/drift-monitoring.ts';
import { importExposition } from './composition/import-exposition.ts';
import { createLoadTesting } from './composition/load-testing.ts';
import { loadModelPackage, toModelSummary } from './models/index.ts';
import type { Places } from './places.ts';
import { createNotifying } from './composition/notifying.ts';
import { createPredictionPuller } from './predictions/index.ts';
import { prometheusApi } from './prometheus-api/index.ts';
import { createQueryClient } from './composition/query-client.ts';
import { openSampleImages } from './composition/sample-images.ts';
import { createScrapeConfigFile, createScraper } from './scrape/index.ts';
import { createScenarioRunning } from './composition/scenario-running.ts';
import { createSelfMonitoring } from './composition/self-monitoring.ts';
import { createServiceFaults } from './composition/service-faults.ts';
import { openDataDir, type Settings } from './settings/index.ts';
import {
  alertCourses,
  type MonitorReady,
  type Service,
  type ServiceConfig,
  startAll,
  toBands,
} from './shared/index.ts';
import { createStackRunning } from './composition/stack-running.ts';
import { openStore } from './store/index.ts';
import { storeStatus } from './composition/store-status.ts';
import { lockDirectory, superviseService } from './supervisor/index.ts';

export interface MonitorOptions {
  settings: Settings;
  places: Places;
  version: string;
  log: Logger;
}

export interface Monitor {
  /** Starts everything; resolves when console and service both answer. */
  start(): Promise<MonitorReady>;
  /** Stops everything in reverse. Safe at any time. */
  stop(): Promise<void>;
}

/**
 * The composition root: builds every room of the monitor process, hands each the interfaces it needs, and starts them
 * in order. The walk of the data is readable here from top to bottom.
 */
export function createMonitor({ settings, places, version, log }: MonitorOptions): Monitor {
  const startedAtMs = Date.now();
  /** What ends a start that is still waiting, and the start itself: a Ctrl-C may come at any time. */
  let giveUp: (() => Promise<void>) | null = null;
  let running = false;
  let starting: Promise<{ ready: MonitorReady; stopAll: () => Promise<void> }> | null = null;

  async function start() {
    const paths = openDataDir(settings.dataDir);
    const lock: Service = { name: 'data directory', start: async () => {}, stop: await lockDirectory(paths.root) };
    const store = openStore({
      file: paths.database,
      retention: { maxAgeMs: settings.retentionMs, maxBytes: settings.retentionBytes },
      log,
    });
    for (const notice of store.notices) log.warn(notice);
    const storeService: Service = { name: 'store', start: async () => {}, stop: async () => store.close() };

    const modelDir = settings.model ?? places.modelDir;
    const model = await loadModelPackage(modelDir);
    const images = openSampleImages(places.imagesDir);
    const dashboards = openDashboards({ builtInDir: places.dashboardsDir, userDir: paths.dashboards });
    for (const { file, reason } of dashboards.problems()) log.warn(`${file}: ${reason}`);
    const events = createEventHub();
    const internalToken = randomBytes(24).toString('base64url');

    const serviceConfig: ServiceConfig = {
      host: settings.serviceHost,
      port: settings.servicePort,
      modelDir,
      internalToken,
      apiKey: settings.apiKey,
      workers: settings.workers,
      maxBodyBytes: settings.maxBodyBytes,
      maxImagePixels: settings.maxImagePixels,
      maxWaiting: settings.maxWaiting,
      logLevel: settings.logLevel,
      driftDir: join(paths.models, model.manifest.name),
    };
    const service = superviseService({
      entry: places.serviceEntry,
      config: serviceConfig,
      onStatus: (status) => {
        events.publish({ type: 'service', status });
        faults.onService(status);
      },
      log,
    });
    const serviceUrl = () => service.status().url;
    const faults = createServiceFaults({
      serviceUrl,
      token: internalToken,
      publish: (event) => events.publish(event),
    });

    const scraper = createScraper({ appender: store, targets: [], log });
    const scrapeConfig = createScrapeConfigFile({ file: settings.scrapeConfig ?? paths.scrapeConfig, scraper, log });
    const targets = createAddedTargets({ scraper, settings: store.settings, log });
    const puller = createPredictionPuller({
      serviceUrl,
      token: internalToken,
      sink: store.predictions,
      intervalMs: 1000,
      onAdded: (added) => events.publish({ type: 'predictions', added }),
      log,
    });
    const drift = createDriftMonitoring({
      serviceUrl,
      token: internalToken,
      readings: store.driftReadings,
      publish: (event) => events.publish(event),
      log,
    });
    const annotations = createAnnotations({ kept: store.annotations, publish: (event) => events.publish(event) });
    const driftLab = createDriftLab({
      entry: places.driftLabEntry,
      onProgress: (run, share) => events.publish({ type: 'drift-lab', run, share }),
    });
    const notifying = createNotifying({
      file: paths.receivers,
      store,
      events,
      externalUrl: () => consoleServer.origin(),
      log,
    });
    const load = createLoadTesting({
      entry: places.loadEntry,
      store,
      serviceUrl,
      apiKey: settings.apiKey,
      images,
      publish: (event) => events.publish(event),
    });

    const queries = createQueryClient({ entry: places.queryWorkerEntry, file: paths.database, log });
    const self = createSelfMonitoring({
      version,
      store,
      serviceStatus: () => service.status(),
      loadPid: () => load.runs.pid(),
    });

    const watchedEngine = self.watch(queries);
    const alerting = createAlerting({
      builtInDir: places.rulesDir,
      userDir: paths.rules,
      engine: watchedEngine,
      store,
      history: store.alertChanges,
      lastSampleMs: async () => (await store.tsdbStatus(1)).headStats.maxTime,
      publish: (event) => events.publish(event),
      sinks: [notifying.sink],
      externalUrl: () => consoleServer.origin(),
      log,
    });
    const captures = createCaptures({
      entry: places.captureEntry,
      fontsDir: places.fontsDir,
      dashboard: dashboards.get,
      engine: watchedEngine,
      bands: () =>
        toBands(
          load.runs.list(50),
          service.status().outages,
          drift.handlers.driftEvents({ limit: 1 }).episodes,
          store.annotations.list(500),
        ),
      alerts: () => alertCourses(store.alertChanges.between(0, Date.now(), 1000)),
      scrapeIntervalMs: settings.scrapeIntervalMs,
    });
    const { renderDashboard } = captures;
    const scenarios = createScenarioRunning({
      loadRuns: load.runs,
      engine: watchedEngine,
      alerting,
      faults,
      annotations,
      driftStatus: async () => (await drift.handlers.driftStatus()).status,
      renderDashboard,
      scrapeIntervalMs: settings.scrapeIntervalMs,
      recorder: store.scenarioRuns,
      capturesDir: paths.captures,
      publish: (event) => events.publish(event),
      log,
    });

    const stack = createStackRunning({
      paths,
      builtInRulesDir: places.rulesDir,
      scrapeConfigFile: settings.scrapeConfig ?? paths.scrapeConfig,
      scraper,
      dashboards,
      settings: store.settings,
      scrapeIntervalMs: settings.scrapeIntervalMs,
      job: model.manifest.name,
      headersFor: (url) => headersFor(new URL(url).origin),
      publish: (event) => events.publish(event),
      log,
    });

    /** What the scraper sends along to our own servers. */
    const headersFor = (origin: string): Record<string, string> => {
      if (origin === consoleServer.origin()) return { authorization: `Bearer ${settings.token}` };
      if (origin === serviceUrl() && settings.apiKey !== null) return { authorization: `Bearer ${settings.apiKey}` };
      return {};
    };

    const handlers: Handlers = {
      status: () => ({
        version,
        startedAtMs,
        dataDir: paths.root,
        service: service.status(),
        scrapeIntervalMs: settings.scrapeIntervalMs,
      }),
      model: () => toModelSummary(model.manifest),
      predictions: ({ limit }) => ({ predictions: store.predictions.latest(limit) }),
      sampleImages: () => ({ images: images.list() }),
      ...dashboardHandlers(dashboards),
      ...load.handlers,
      faults: () => faults.status(),
      setFaults: (wanted) => faults.set(wanted),
      clearFaults: () => faults.clear(),
      targets: () => ({ targets: targets.list() }),
      addTarget: (target) => ({ target: targets.add(target) }),
      removeTarget: async ({ id }) => {
        await targets.remove(id);
        return {};
      },
      ...drift.handlers,
      ...annotations.handlers,
      ...scenarios.handlers,
      ...driftLab.handlers,
      ...notifying.handlers,
      ...alerting.handlers,
      ...stack.handlers,
      storeStatus: () => storeStatus(store, paths.database),
    };
    const consoleServer = createConsoleServer({
      port: settings.consolePort,
      token: settings.token,
      page: { rendererDir: places.rendererDir, imagesDir: places.imagesDir, frameOrigins: stack.frameOrigins },
      handlers,
      service: { url: serviceUrl, apiKey: settings.apiKey, internalToken },
      maxBodyBytes: settings.maxBodyBytes,
      events,
      greeting() {
        notifying.pageOpened();
        return [
          { type: 'service', status: service.status() },
          { type: 'faults', status: faults.status() },
        ];
      },
      prometheusApi: prometheusApi({
        engine: watchedEngine,
        rules: alerting.source,
        catalog: store,
        samples: {
          importText: (pieces, nowMs) => importExposition(pieces, { store, nowMs, retentionMs: settings.retentionMs }),
          exportSeries: store.exportSeries,
          deleteSeries: store.deleteSeries,
        },
        expositions: self.expositions,
        targets: activeTargets(scraper, scrapeConfig),
        configYaml: scrapeConfig.yaml,
      }),
      files: [
        dashboardPictures({ renderDashboard, dashboard: dashboards.get }),
        dashboardFiles({ dashboards, ruleGroups: alerting.groups }),
        scenarios.files,
        load.files,
        stack.files,
      ],
      managedPrometheus: stack.managedPrometheus,
      log,
    });

    /** Their address is known only once the console listens. */
    const ownTargets: Service = {
      name: 'own targets',
      async start() {
        const console = { origin: consoleServer.origin(), token: settings.token };
        for (const target of self.targets(console, settings.scrapeIntervalMs)) scraper.addTarget(target);
      },
      stop: async () => {},
    };

    /** The port may be one the system chose, so the target is known only once the service has said where it is. */
    const serviceTarget: Service = {
      name: 'service target',
      async start() {
        scraper.addTarget({
          job: model.manifest.name,
          url: `${serviceUrl()}/metrics`,
          intervalMs: settings.scrapeIntervalMs,
          headers: settings.apiKey === null ? {} : { authorization: `Bearer ${settings.apiKey}` },
        });
      },
      stop: async () => {},
    };

    /** What the service said last is fetched before it goes: a Ctrl-C loses no prediction. */
    const drain: Service = { name: 'last predictions', start: async () => {}, stop: () => puller.drain() };

    giveUp = () => service.stop();
    const stopAll = await startAll(
      [
        lock,
        storeService,
        queries,
        captures,
        consoleServer,
        ownTargets,
        ...notifying.services,
        service,
        serviceTarget,
        targets,
        scrapeConfig,
        scraper,
        puller,
        drain,
        ...drift.services,
        ...alerting.services,
        driftLab.service,
        load.runs,
        scenarios.service,
        stack.service,
      ],
      (error, name) => log.error(error, `Stopping ${name} failed.`),
    );
    const ready: MonitorReady = {
      ready: true,
      console: consoleServer.origin(),
      token: settings.token,
      service: serviceUrl()!,
    };
    return { ready, stopAll };
  }

  return {
    async start() {
      starting = start();
      const { ready } = await starting;
      running = true;
      return ready;
    },
    async stop() {
      const begun = starting;
      starting = null;
      if (!begun) return;
      if (!running) await giveUp?.();
      await begun.then(
        ({ stopAll }) => stopAll(),
        () => {}, // a failed start has stopped what it had begun
      );
    },
  };
}
