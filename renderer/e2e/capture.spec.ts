import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import type { CaptureTask, Dashboard, MonitorReady } from '../../core/shared/index.ts';
import { expect, test, testPicture } from './console.ts';

interface Recorded {
  texts: string[];
  colors: string[];
}

const recorder = fileURLToPath(new URL('../capture/testing/record-drawing.ts', import.meta.url));
const fonts = ['Regular', 'SemiBold'].map((style) =>
  fileURLToPath(new URL(`../../assets/fonts/Inter-${style}.woff2`, import.meta.url)),
);

/** Notes every text and colour that is drawn on a canvas of the page. A text, as these tests are checked without the DOM's types. */
const recordPage = `(() => {
  window.drawn = { texts: [], colors: [] };
  const brush = CanvasRenderingContext2D.prototype;
  const { fillText, stroke, fill } = brush;
  const note = (color) => typeof color === 'string' && window.drawn.colors.push(color);
  brush.fillText = function (said, ...rest) { window.drawn.texts.push(said); return fillText.call(this, said, ...rest); };
  brush.stroke = function (...rest) { note(this.strokeStyle); return stroke.apply(this, rest); };
  brush.fill = function (...rest) { note(this.fillStyle); return fill.apply(this, rest); };
})()`;

async function get<T>({ console, token }: MonitorReady, path: string): Promise<T> {
  const reply = await fetch(new URL(path, console), { headers: { authorization: `Bearer ${token}` } });
  return (await reply.json()) as T;
}

async function sendPictures({ service }: MonitorReady, count: number): Promise<void> {
  const body = await readFile(testPicture);
  for (let i = 0; i < count; i++) {
    await fetch(`${service}/predict`, { method: 'POST', headers: { 'content-type': 'image/jpeg' }, body });
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** What the page draws when it is asked for a picture of a panel. */
async function drawnByPage(page: Page, title: string): Promise<Recorded> {
  await page.evaluate('window.drawn.texts.length = window.drawn.colors.length = 0');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `Save ${title} as PNG` }).click();
  await download;
  return page.evaluate('window.drawn');
}

async function drawnByNode({ console, token }: MonitorReady, task: CaptureTask): Promise<Recorded> {
  const run = promisify(execFile)(process.execPath, [recorder, console, token], { encoding: 'utf8' });
  run.child.stdin!.end(JSON.stringify(task));
  return JSON.parse((await run).stdout) as Recorded;
}

test.use({ story: 'a report' });

test('the picture of a panel drawn without a browser says what the picture of the page says', async ({
  page,
  telltale,
}) => {
  await sendPictures(telltale, 40);
  const toMs = Math.floor(Date.now() / 1000) * 1000;
  const fromMs = toMs - 30_000;
  const uid = 'food11-service';
  const { dashboard } = await get<{ dashboard: Dashboard }>(telltale, `/api/console/dashboards/${uid}`);
  // Wide enough for title and range to stand side by side in either font: below each other they take from the chart.
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.addInitScript(recordPage);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`/dashboards/${uid}?from=${fromMs}&to=${toMs}&refresh=off`);

  // Panels with their legend as a table. A list may break into other lines in the other font, its chart is then of another
  // height, and its axis may have other ticks: there the two do not promise to agree.
  for (const title of ['Requests per second', 'Error responses', 'Request duration percentiles, fine buckets']) {
    const section = page.getByRole('region', { name: title });
    await section.scrollIntoViewIfNeeded();
    await expect(section.getByRole('button', { pressed: true }).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    const { width, height } = (await section.boundingBox())!;
    const theme = ((await page.locator('html').getAttribute('data-theme')) ?? 'dark') as 'dark' | 'light';
    const task: CaptureTask = {
      dashboard,
      panelId: dashboard.panels.find((panel) => panel.title === title)!.id!,
      fromMs,
      toMs,
      width: Math.round(width),
      height: Math.round(height),
      ratio: 2,
      theme,
      title: null,
      scrapeIntervalMs: 1_000,
      variables: {},
      bands: [],
      alerts: [],
      fonts,
    };
    const [byPage, byNode] = [await drawnByPage(page, title), await drawnByNode(telltale, task)];
    expect(byNode.texts).toEqual(expect.arrayContaining([title]));
    expect(new Set(byNode.texts)).toEqual(new Set(byPage.texts));
    expect(new Set(byNode.colors)).toEqual(new Set(byPage.colors));
  }
});

test('the console answers a dashboard as a picture', async ({ telltale }) => {
  const path = '/api/console/dashboards/food11-predictions/render.png?from=now-5m&to=now&width=1200&theme=dark&dpr=2';
  const reply = await fetch(new URL(path, telltale.console), {
    headers: { authorization: `Bearer ${telltale.token}` },
  });
  expect(reply.headers.get('content-type')).toBe('image/png');
  expect(await sharp(Buffer.from(await reply.arrayBuffer())).metadata()).toMatchObject({ width: 2400, format: 'png' });
  expect((await fetch(new URL(path, telltale.console))).status).toBe(401);
});
