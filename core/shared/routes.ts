import { z } from 'zod';
import {
  AlertChange,
  Preview,
  PreviewRequest,
  RuleChange,
  RuleFileListing,
  RuleGroupChange,
  RuleGroupRemoval,
  RuleGroupStatus,
  RuleRemoval,
} from './alert-rules.ts';
import { Annotation, NewAnnotation } from './annotations.ts';
import { ImportReply, ImportRequest } from './dashboard-import.ts';
import { Dashboard, DashboardListing, NewPanel } from './dashboard.ts';
import { DriftResult, DriftStreamRequest, DriftTestRequest } from './drift-lab.ts';
import { DriftEpisode, DriftOptions, DriftSample, DriftStatus } from './drift.ts';
import { Faults, FaultStatus } from './faults.ts';
import { LoadRun, LoadRunWithTicks } from './load-run.ts';
import { LoadPlan, LoadTool } from './load.ts';
import { Delivery, NewSilence, NoticeOutcome, NotificationSettings, Silence } from './notifications.ts';
import { ModelSummary, Prediction, PredictReply, SampleImage } from './prediction.ts';
import { ReceiverChange, ReceiverName, ReceiverView } from './receivers.ts';
import { Scenario, ScenarioRun, StartScenario } from './scenarios.ts';
import { NewScrapeTarget, ScrapeTarget } from './scrape-targets.ts';
import { ServiceStatus } from './service.ts';
import { StackLogLine, StackOptions, StackServiceName, StackStatus } from './stack.ts';
import { StoreStatus } from './store-status.ts';

/** A thousand rows of the sample model's features as JSON text, and some. */
const driftBodyBytes = 32_000_000;

const nothing = z.strictObject({});
const stackReply = z.object({ stack: StackStatus });
const byId = z.strictObject({ id: z.string() });
const byUid = z.strictObject({ uid: z.string() });
const byName = z.strictObject({ name: z.string() });

export const ConsoleStatus = z.object({
  version: z.string(),
  startedAtMs: z.number(),
  dataDir: z.string(),
  service: ServiceStatus,
  scrapeIntervalMs: z.number(),
});
export type ConsoleStatus = z.infer<typeof ConsoleStatus>;

/**
 * Every call the page can make of the console API. The server registers these rows, the page calls them, the tests
 * walk them. `:name` parts of a path and, for GET and DELETE, query parameters come from the request object; for
 * other methods what the path does not take is the JSON body.
 *
 * Beside these stand some that are not JSON: GET /api/console/events (server-sent events, events.ts),
 * POST /api/console/predict (the body is the picture), GET /api/console/predictions/:id/thumbnail (image/jpeg, or 204
 * where none was kept), GET /api/console/drift/reference-pictures (the sheet of the model's reference pictures), GET
 * /api/console/dashboards/:uid/render.png (core/composition/capture-route.ts), GET /api/console/dashboards/:uid/export and
 * /bundle.zip (core/composition/dashboards-files.ts), and GET /api/console/stack/compose.zip (the stack, to be run without Telltale).
 */
export const routes = {
  status: { method: 'GET', path: '/api/console/status', request: nothing, reply: ConsoleStatus },
  model: { method: 'GET', path: '/api/console/model', request: nothing, reply: ModelSummary },
  predictions: {
    method: 'GET',
    path: '/api/console/predictions',
    request: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(24) }),
    reply: z.object({ predictions: z.array(Prediction) }),
  },
  driftStatus: {
    method: 'GET',
    path: '/api/console/drift',
    request: nothing,
    reply: z.object({ status: DriftStatus }),
  },
  /** The newest readings, within a range of time if one is given, oldest first. */
  driftReadings: {
    method: 'GET',
    path: '/api/console/drift/readings',
    request: z.strictObject({
      limit: z.coerce.number().int().min(1).max(5000).default(300),
      fromMs: z.coerce.number().optional(),
      toMs: z.coerce.number().optional(),
    }),
    reply: z.object({ readings: z.array(DriftSample) }),
  },
  /** The newest flagged readings that have a picture, newest first, and the latest episodes, oldest first. */
  driftEvents: {
    method: 'GET',
    path: '/api/console/drift/events',
    request: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(24) }),
    reply: z.object({ flagged: z.array(DriftSample), episodes: z.array(DriftEpisode) }),
  },
  setDriftOptions: {
    method: 'PUT',
    path: '/api/console/drift/options',
    request: z.strictObject({ options: DriftOptions }),
    reply: z.object({ status: DriftStatus }),
  },
  /** Tests a batch against a reference, both in the body; answers the detector's result, see core/drift. */
  driftTest: {
    method: 'POST',
    path: '/api/console/drift/test',
    request: DriftTestRequest,
    reply: DriftResult,
    maxBodyBytes: driftBodyBytes,
  },
  /** The same row by row: one result for each row of the stream. */
  driftStream: {
    method: 'POST',
    path: '/api/console/drift/stream',
    request: DriftStreamRequest,
    reply: z.object({ results: z.array(DriftResult) }),
    maxBodyBytes: driftBodyBytes,
  },
  sampleImages: {
    method: 'GET',
    path: '/api/console/images',
    request: nothing,
    reply: z.object({ images: z.array(SampleImage) }),
  },
  dashboards: {
    method: 'GET',
    path: '/api/console/dashboards',
    request: nothing,
    reply: z.object({ dashboards: z.array(DashboardListing) }),
  },
  dashboard: {
    method: 'GET',
    path: '/api/console/dashboards/:uid',
    request: byUid,
    reply: z.object({ dashboard: Dashboard, origin: DashboardListing.shape.origin }),
  },
  /** Puts the whole JSON in the place of what is there, or makes a new one. Fields nobody knows are kept. */
  saveDashboard: {
    method: 'PUT',
    path: '/api/console/dashboards/:uid',
    request: z.strictObject({ uid: z.string(), dashboard: z.record(z.string(), z.unknown()) }),
    reply: z.object({ dashboard: DashboardListing }),
  },
  /** `restored`: one that came with Telltale is there again as it came. */
  deleteDashboard: {
    method: 'DELETE',
    path: '/api/console/dashboards/:uid',
    request: byUid,
    reply: z.object({ restored: z.boolean() }),
  },
  importDashboard: {
    method: 'POST',
    path: '/api/console/dashboards/import',
    request: ImportRequest,
    reply: ImportReply,
  },
  /** Adds a panel to a dashboard, or to a new one of the title given. A built-in one is copied to the user's own first. */
  addPanel: {
    method: 'POST',
    path: '/api/console/dashboards/panels',
    request: z.strictObject({
      to: z.union([
        z.strictObject({ uid: z.string() }),
        z.strictObject({ newTitle: z.string().trim().min(1).max(200) }),
      ]),
      panel: NewPanel,
    }),
    reply: z.object({ dashboard: DashboardListing }),
  },
  loadPlans: {
    method: 'GET',
    path: '/api/console/load/plans',
    request: nothing,
    /** The built-in ones first, then the user's own, whose names are in `own`. */
    reply: z.object({ plans: z.array(LoadPlan), own: z.array(z.string()) }),
  },
  /** Keeps a plan of the user's under its name, in place of one of that name. */
  saveLoadPlan: {
    method: 'POST',
    path: '/api/console/load/plans',
    request: z.strictObject({ plan: LoadPlan }),
    reply: z.object({ plan: LoadPlan }),
  },
  deleteLoadPlan: {
    method: 'DELETE',
    path: '/api/console/load/plans/:name',
    request: z.strictObject({ name: z.string() }),
    reply: nothing,
  },
  /** The plan written for another load generator. */
  loadScript: {
    method: 'POST',
    path: '/api/console/load/scripts',
    request: z.strictObject({ plan: z.union([z.string(), LoadPlan]), tool: LoadTool }),
    reply: z.object({ fileName: z.string(), text: z.string() }),
  },
  loadRuns: {
    method: 'GET',
    path: '/api/console/load/runs',
    request: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
    reply: z.object({ runs: z.array(LoadRun) }),
  },
  loadRun: {
    method: 'GET',
    path: '/api/console/load/runs/:id',
    request: byId,
    reply: z.object({ run: LoadRunWithTicks }),
  },
  /** `plan`: the name of a built-in one, or a whole one. `confirmedHost`: the host of a target that is not this machine. */
  startLoadRun: {
    method: 'POST',
    path: '/api/console/load/runs',
    request: z.strictObject({ plan: z.union([z.string(), LoadPlan]), confirmedHost: z.string().max(300).optional() }),
    reply: z.object({ run: LoadRun }),
  },
  stopLoadRun: {
    method: 'DELETE',
    path: '/api/console/load/runs/:id',
    request: byId,
    reply: z.object({ run: LoadRun }),
  },
  /** The newest notes that meet a range of time, if one is given; oldest first. */
  annotations: {
    method: 'GET',
    path: '/api/console/annotations',
    request: z.strictObject({
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      fromMs: z.coerce.number().optional(),
      toMs: z.coerce.number().optional(),
    }),
    reply: z.object({ annotations: z.array(Annotation) }),
  },
  addAnnotation: {
    method: 'POST',
    path: '/api/console/annotations',
    request: NewAnnotation,
    reply: z.object({ annotation: Annotation }),
  },
  deleteAnnotation: { method: 'DELETE', path: '/api/console/annotations/:id', request: byId, reply: nothing },
  faults: { method: 'GET', path: '/api/console/faults', request: nothing, reply: FaultStatus },
  /** Turns faults of the service on, in place of those that were on. */
  setFaults: { method: 'POST', path: '/api/console/faults', request: Faults, reply: FaultStatus },
  /** Turns them off, and dismisses the note that a restart did. */
  clearFaults: { method: 'DELETE', path: '/api/console/faults', request: nothing, reply: FaultStatus },
  scenarios: {
    method: 'GET',
    path: '/api/console/scenarios',
    request: nothing,
    reply: z.object({ scenarios: z.array(Scenario) }),
  },
  scenarioRuns: {
    method: 'GET',
    path: '/api/console/scenarios/runs',
    request: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
    reply: z.object({ runs: z.array(ScenarioRun) }),
  },
  scenarioRun: {
    method: 'GET',
    path: '/api/console/scenarios/runs/:id',
    request: byId,
    reply: z.object({ run: ScenarioRun }),
  },
  /** One at a time; every step of it is told by events. */
  startScenario: {
    method: 'POST',
    path: '/api/console/scenarios/runs',
    request: StartScenario,
    reply: z.object({ run: ScenarioRun }),
  },
  stopScenario: {
    method: 'DELETE',
    path: '/api/console/scenarios/runs/:id',
    request: byId,
    reply: z.object({ run: ScenarioRun }),
  },
  targets: {
    method: 'GET',
    path: '/api/console/targets',
    request: nothing,
    reply: z.object({ targets: z.array(ScrapeTarget) }),
  },
  addTarget: {
    method: 'POST',
    path: '/api/console/targets',
    request: NewScrapeTarget,
    reply: z.object({ target: ScrapeTarget }),
  },
  removeTarget: {
    method: 'DELETE',
    path: '/api/console/targets/:id',
    request: byId,
    reply: nothing,
  },
  receivers: {
    method: 'GET',
    path: '/api/console/receivers',
    request: nothing,
    reply: z.object({ receivers: z.array(ReceiverView) }),
  },
  receiver: {
    method: 'GET',
    path: '/api/console/receivers/:name',
    request: byName,
    reply: z.object({ receiver: ReceiverView }),
  },
  /** Adds a receiver or changes the one of this name; secrets that are left out stay as they were. */
  setReceiver: {
    method: 'PUT',
    path: '/api/console/receivers/:name',
    request: z.strictObject({ name: ReceiverName, receiver: ReceiverChange }),
    reply: z.object({ receiver: ReceiverView }),
  },
  removeReceiver: { method: 'DELETE', path: '/api/console/receivers/:name', request: byName, reply: nothing },
  /** Sends a test alert, and answers once it has arrived or failed. */
  testReceiver: {
    method: 'POST',
    path: '/api/console/receivers/:name/test',
    request: byName,
    reply: z.object({ delivery: Delivery }),
  },
  /** Newest first; `beforeId` goes on where a page of them ended. */
  deliveries: {
    method: 'GET',
    path: '/api/console/deliveries',
    request: z.strictObject({
      limit: z.coerce.number().int().min(1).max(500).default(50),
      receiver: z.string().optional(),
      beforeId: z.coerce.number().int().optional(),
    }),
    reply: z.object({ deliveries: z.array(Delivery) }),
  },
  silences: {
    method: 'GET',
    path: '/api/console/silences',
    request: nothing,
    reply: z.object({ silences: z.array(Silence) }),
  },
  addSilence: {
    method: 'POST',
    path: '/api/console/silences',
    request: NewSilence,
    reply: z.object({ silence: Silence }),
  },
  endSilence: {
    method: 'DELETE',
    path: '/api/console/silences/:id',
    request: byId,
    reply: z.object({ silence: Silence }),
  },
  notificationSettings: {
    method: 'GET',
    path: '/api/console/notifications/settings',
    request: nothing,
    reply: z.object({ settings: NotificationSettings }),
  },
  setNotificationSettings: {
    method: 'PUT',
    path: '/api/console/notifications/settings',
    request: z.strictObject({ settings: NotificationSettings }),
    reply: z.object({ settings: NotificationSettings }),
  },
  /** What a page made of a notice it was asked to show. */
  noticeShown: {
    method: 'POST',
    path: '/api/console/notifications/notices/:id',
    request: z.strictObject({ id: z.string(), outcome: NoticeOutcome }),
    reply: nothing,
  },
  /** Rule files, and the groups that are evaluated with their alerts. */
  rules: {
    method: 'GET',
    path: '/api/console/rules',
    request: nothing,
    reply: z.object({ files: z.array(RuleFileListing), groups: z.array(RuleGroupStatus) }),
  },
  putRule: { method: 'PUT', path: '/api/console/rules/rule', request: RuleChange, reply: nothing },
  deleteRule: { method: 'DELETE', path: '/api/console/rules/rule', request: RuleRemoval, reply: nothing },
  putRuleGroup: { method: 'PUT', path: '/api/console/rules/group', request: RuleGroupChange, reply: nothing },
  deleteRuleGroup: { method: 'DELETE', path: '/api/console/rules/group', request: RuleGroupRemoval, reply: nothing },
  ruleFile: {
    method: 'GET',
    path: '/api/console/rules/files/:file',
    request: z.strictObject({ file: z.string() }),
    reply: z.object({ file: RuleFileListing.extend({ text: z.string() }) }),
  },
  putRuleFile: {
    method: 'PUT',
    path: '/api/console/rules/files/:file',
    request: z.strictObject({ file: z.string(), text: z.string() }),
    reply: nothing,
    maxBodyBytes: 3_000_000,
  },
  /** Deletes the user's file; a built-in one of that name is in force again. */
  deleteRuleFile: {
    method: 'DELETE',
    path: '/api/console/rules/files/:file',
    request: z.strictObject({ file: z.string() }),
    reply: nothing,
  },
  /** When a rule would have been pending and firing. */
  previewRule: { method: 'POST', path: '/api/console/rules/preview', request: PreviewRequest, reply: Preview },
  /** Changes of state within a range of time, oldest first, and for each alert that stood before it, the change that made it so. */
  alertHistory: {
    method: 'GET',
    path: '/api/console/alerts/history',
    request: z.strictObject({
      limit: z.coerce.number().int().min(1).max(5000).default(1000),
      fromMs: z.coerce.number(),
      toMs: z.coerce.number(),
    }),
    reply: z.object({ before: z.array(AlertChange), changes: z.array(AlertChange) }),
  },
  stack: { method: 'GET', path: '/api/console/stack', request: nothing, reply: stackReply },
  /** Begins to start the managed containers, those named or those of the options; how far it is, `stack` tells. */
  startStack: {
    method: 'POST',
    path: '/api/console/stack/start',
    request: z.strictObject({ services: z.array(StackServiceName).min(1).optional() }),
    reply: stackReply,
  },
  stopStack: { method: 'POST', path: '/api/console/stack/stop', request: nothing, reply: stackReply },
  /** Removes containers, network and volumes: what Prometheus and Grafana stored is gone. */
  removeStack: { method: 'POST', path: '/api/console/stack/remove', request: nothing, reply: stackReply },
  setStackOptions: {
    method: 'PUT',
    path: '/api/console/stack/options',
    request: z.strictObject({ options: StackOptions }),
    reply: stackReply,
  },
  stackLogs: {
    method: 'GET',
    path: '/api/console/stack/services/:service/logs',
    request: z.strictObject({
      service: StackServiceName,
      tail: z.coerce.number().int().min(1).max(2_000).default(200),
    }),
    reply: z.object({ lines: z.array(StackLogLine) }),
  },
  /** Grafana's administrator. By POST, so that it stays out of caches. */
  stackPassword: {
    method: 'POST',
    path: '/api/console/stack/password',
    request: nothing,
    reply: z.object({ user: z.string(), password: z.string() }),
  },
  storeStatus: { method: 'GET', path: '/api/console/store', request: nothing, reply: StoreStatus },
} as const satisfies Record<
  string,
  {
    method: 'GET' | 'POST' | 'PUT' | 'DELETE';
    path: string;
    request: z.ZodObject;
    reply: z.ZodType;
    /** Where a larger body than usual is meant to come. */
    maxBodyBytes?: number;
  }
>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
export type RouteRequest<R extends RouteName> = z.input<Routes[R]['request']>;
export type RouteReply<R extends RouteName> = z.output<Routes[R]['reply']>;

/** Reply of POST /api/console/predict: what the service answered, with every class. */
export const TryItReply = PredictReply;
