import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { drawInProcess } from './capture-process.ts';
import type { Engine, Value } from '../promql/index.ts';
import {
  type AlertCourse,
  type Band,
  type CaptureQuery,
  type CaptureSeries,
  type CaptureTask,
  CodedError,
  type Dashboard,
  type Service,
} from '../shared/index.ts';

export interface CaptureWish {
  uid: string;
  fromMs: number;
  toMs: number;
  /** Of the picture in px, 300 to 4000; 1600 unless said, 800 for one panel. */
  width?: number | undefined;
  theme?: 'light' | 'dark' | undefined;
  /** In place of the dashboard's (or panel's) own. */
  title?: string | undefined;
  /** One panel instead of the whole dashboard. */
  panelId?: number | undefined;
  /** Of the picture of one panel; a dashboard is as high as its panels. */
  height?: number | undefined;
  /** Choices for the dashboard's variables; those saved with it for the others. */
  variables?: Readonly<Record<string, string[]>> | undefined;
  /** Device pixels of a px, 1 to 3; 1 unless said. */
  dpr?: number | undefined;
}

export type RenderDashboard = (wish: CaptureWish, signal?: AbortSignal) => Promise<Buffer>;

export interface CapturesOptions {
  /** The script that draws. */
  entry: URL;
  /** Folder of the fonts to write with. */
  fontsDir: string;
  dashboard(uid: string): Dashboard | null;
  engine: Pick<Engine, 'instant' | 'range'>;
  /** What is marked behind the lines. */
  bands(): readonly Band[];
  /** What alerts went through. */
  alerts(): readonly AlertCourse[];
  scrapeIntervalMs: number;
  timeoutMs?: number;
  /** Pictures that may wait for their turn. */
  mostWaiting?: number;
}

export interface Captures extends Service {
  /** A PNG of a dashboard over a range of time, drawn without a browser. One at a time; the others wait. */
  renderDashboard: RenderDashboard;
}

/** Pictures of dashboards, each drawn by a process of its own. */
export function createCaptures(options: CapturesOptions): Captures {
  const { entry, fontsDir, engine, timeoutMs = 60_000, mostWaiting = 8 } = options;
  const stopping = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const answer = async (query: CaptureQuery, signal: AbortSignal): Promise<CaptureSeries[]> => {
    const { value } =
      query.kind === 'instant'
        ? await engine.instant(query.expr, query.atMs, { signal, timeoutMs })
        : await engine.range(query.expr, query.startMs, query.endMs, query.stepMs, { signal, timeoutMs });
    return toSeries(value);
  };

  function toTask(wish: CaptureWish): CaptureTask {
    const dashboard = options.dashboard(wish.uid);
    if (!dashboard) throw new CodedError('not_found', { what: `dashboard with uid "${wish.uid}"` });
    return {
      dashboard,
      panelId: wish.panelId ?? null,
      fromMs: wish.fromMs,
      toMs: wish.toMs,
      width: wish.width ?? (wish.panelId === undefined ? 1600 : 800),
      height: wish.height ?? null,
      ratio: wish.dpr ?? 1,
      theme: wish.theme ?? 'light',
      title: wish.title ?? null,
      scrapeIntervalMs: options.scrapeIntervalMs,
      variables: { ...wish.variables },
      bands: [...options.bands()],
      alerts: [...options.alerts()],
      fonts: fontsIn(fontsDir),
    };
  }

  async function renderDashboard(wish: CaptureWish, signal?: AbortSignal): Promise<Buffer> {
    const task = toTask(wish);
    if (waiting > mostWaiting) throw new CodedError('captures_busy', { waiting: waiting - 1 });
    const either = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal;
    waiting += 1;
    const drawn = last.then(() => drawInProcess(task, { entry, timeoutMs, answer }, either));
    last = drawn.catch(() => {}).finally(() => (waiting -= 1));
    return drawn;
  }

  return {
    name: 'captures',
    start: async () => {},
    async stop() {
      stopping.abort();
      await last;
    },
    renderDashboard,
  };
}

const fontsIn = (dir: string): string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.woff2'))
    .map((name) => join(dir, name));

function toSeries(value: Value): CaptureSeries[] {
  const one = (atMs: number, number: number) => ({
    timestampsMs: Float64Array.of(atMs),
    values: Float64Array.of(number),
  });
  switch (value.type) {
    case 'matrix':
      return value.series;
    case 'vector':
      return value.series.map(({ labels, value: number, timestampMs }) => ({ labels, ...one(timestampMs, number) }));
    case 'scalar':
      return [{ labels: {}, ...one(value.timestampMs, value.value) }];
    case 'string':
      return [];
  }
}
