import { CodedError, type CaptureTask, MOST_PIXELS, type Panel } from '../../core/shared/index.ts';
import {
  type Canvas,
  type CanvasMaker,
  type ChartTheme,
  drawSheet,
  drawSingle,
  type Picture,
  roomOf,
  sheetHeight,
} from '../drawing/index.ts';
import { rangeText } from '../format/index.ts';
import { alertBands } from '../panels/alert-bands.ts';
import { boxOf, layOut, type Placed } from '../panels/dashboard-layout.ts';
import { pictureOf } from '../panels/panel-picture.ts';
import { pointWidth } from '../panels/point-width.ts';
import type { Variables } from '../panels/interpolate.ts';
import type { PlanContext } from '../panels/query-plan.ts';
import { sheetOf, sourceText } from '../panels/sheet-of.ts';
import { readVariables } from '../panels/variables/read-variables.ts';
import { repeatPanels } from '../panels/variables/repeat-panels.ts';
import { resolveVariables, valuesOf } from '../panels/variables/resolve-variables.ts';
import type { AskInstant } from '../panels/variables/variable-query.ts';
import { answersOf, type Ask } from './panel-answers.ts';

export interface Means {
  ask: Ask;
  make: CanvasMaker;
  theme: ChartTheme;
  nowMs: number;
}

/** More would keep the engine busy for minutes. */
const mostPanels = 200;

/** Draws a dashboard, or one panel of it, as the page would at that width. Throws `bad_request` with what is wrong. */
export const drawTask = (task: CaptureTask, means: Means): Promise<Canvas> =>
  task.panelId === null ? drawWhole(task, means) : drawPanel(task, task.panelId, means);

const refuse = (reason: string) => new CodedError('bad_request', { reason });

async function drawWhole(task: CaptureTask, { ask, make, theme, nowMs }: Means): Promise<Canvas> {
  const { dashboard, width, ratio, fromMs, toMs } = task;
  if (task.height !== null) {
    throw refuse('A dashboard is as high as its panels: "height" is for one panel, with "panelId".');
  }
  const { panels: drawn, values, resolved } = await withVariables(task, ask);
  const placed = layOut(drawn, new Set());
  const panels = placed.filter(({ panel }) => panel.type !== 'row');
  if (panels.length > mostPanels)
    throw refuse(`The dashboard has ${panels.length} panels; at most ${mostPanels} are drawn.`);
  const head = {
    title: task.title ?? dashboard.title,
    range: rangeText(fromMs, toMs),
    source: sourceText(nowMs, resolved),
    width,
  };
  checkSize(width, sheetHeight(sheetOf(head, placed, () => null)), ratio);
  const pictures = new Map<Panel, Picture>();
  for (const each of panels) {
    const { width: widthPx } = boxOf(each, roomOf(head));
    pictures.set(each.panel, await pictureFor(task, each.panel, widthPx, { ask, theme, values }));
  }
  return drawSheet(
    sheetOf(head, placed, (panel) => pictures.get(panel) ?? null),
    theme,
    ratio,
    make,
  );
}

async function drawPanel(task: CaptureTask, id: number, { ask, make, theme }: Means): Promise<Canvas> {
  const { dashboard, width, ratio, fromMs, toMs } = task;
  const { panels, values } = await withVariables(task, ask);
  const found = findPanel(panels, id);
  if (!found) throw refuse(`The dashboard "${dashboard.title}" has no panel with id ${id}.`);
  const height = task.height ?? boxOf(found, width).height + 16;
  checkSize(width, height, ratio);
  const panel = task.title === null ? found.panel : { ...found.panel, title: task.title };
  const picture = await pictureFor(task, panel, width, { ask, theme, values });
  return drawSingle(picture, { width, height, range: rangeText(fromMs, toMs) }, theme, ratio, make);
}

/** Wherever it stands, in a collapsed row as well. */
function findPanel(panels: readonly Panel[], id: number): Placed | null {
  const isWanted = ({ panel }: Placed) => panel.id === id && panel.type !== 'row';
  const open = new Set(panels.filter((panel) => panel['collapsed'] === true).map((panel) => `${panel.id}`));
  return layOut(panels, open).find(isWanted) ?? null;
}

/** The panels that are drawn once it is known what the variables stand for. */
async function withVariables({ dashboard, fromMs, toMs, variables }: CaptureTask, ask: Ask) {
  const askInstant: AskInstant = async (expr) => {
    const series = await ask({ kind: 'instant', expr, atMs: toMs });
    return series.map(({ labels, values }) => ({ labels, value: values.at(-1) ?? NaN }));
  };
  const wanted = new Map(Object.entries(variables));
  const resolved = await resolveVariables(readVariables(dashboard), { wanted, fromMs, toMs, ask: askInstant });
  const values = valuesOf(resolved, toMs - fromMs);
  return { panels: repeatPanels(dashboard.panels, resolved, values), values, resolved };
}

async function pictureFor(
  task: CaptureTask,
  panel: Panel,
  widthPx: number,
  { ask, theme, values }: Pick<Means, 'ask' | 'theme'> & { values: Variables },
) {
  const answers = await answersOf(panel, contextOf(task, widthPx, values), ask);
  const place = panel.id === undefined ? null : { dashboardUid: task.dashboard.uid, panelId: panel.id };
  const bands = [...task.bands, ...alertBands(task.alerts, place)];
  return pictureOf(panel, answers, { bands, only: null }, theme);
}

const contextOf = (
  { fromMs, toMs, scrapeIntervalMs }: CaptureTask,
  widthPx: number,
  variables: Variables,
): PlanContext => ({
  from: String(fromMs),
  to: String(toMs),
  fromMs,
  toMs,
  // The page measures inside of the card's air.
  widthPx: pointWidth(widthPx - 24),
  scrapeIntervalMs,
  variables,
  utcOffsetMs: -new Date(toMs).getTimezoneOffset() * 60_000,
});

function checkSize(width: number, height: number, ratio: number): void {
  const pixels = width * ratio * (height * ratio);
  if (pixels <= MOST_PIXELS) return;
  const size = `${Math.round(width * ratio)} by ${Math.round(height * ratio)} pixels`;
  throw refuse(
    `The picture would have ${size}; at most ${MOST_PIXELS / 1e6} million are drawn. Choose a smaller width or "dpr".`,
  );
}
