import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { expect, faultsOf, test as base } from './console.ts';

const script = fileURLToPath(new URL('../../core/stack/testing/daemon-process.ts', import.meta.url));
const DaemonLine = z.union([
  z.object({ address: z.string(), images: z.record(z.string(), z.string()) }),
  z.object({ problem: z.string() }),
]);

const test = base.extend<object, { daemon: z.infer<typeof DaemonLine> }>({
  /** A Docker of the test's own; Telltale is told of it by DOCKER_HOST. */
  daemon: [
    async ({ browserName: _ }, use) => {
      const child: ChildProcess = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
      const ended = once(child, 'exit');
      const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
      await use(DaemonLine.parse(JSON.parse(line)));
      child.stdin!.end();
      await ended;
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  environment: async ({ daemon }, use) =>
    use('address' in daemon ? { DOCKER_HOST: daemon.address } : { DOCKER_HOST: 'unix:///nowhere/docker.sock' }),
});
test.use({ story: 'stack' });

test.beforeEach(({ daemon }) => {
  test.skip('problem' in daemon, 'problem' in daemon ? `No Docker can be started here: ${daemon.problem}` : '');
});

test('the stack is started from its page, its log read, and the real Prometheus seen inside the console', async ({
  page,
  daemon,
  complaints,
}) => {
  const images = 'images' in daemon ? daemon.images : {};
  await page.goto('/stack');
  await expect(page.getByText('0 of 5 healthy')).toBeVisible();
  for (const [title, name] of [
    ['Prometheus', 'prometheus'],
    ['Grafana', 'grafana'],
    ['Alertmanager', 'alertmanager'],
    ['cAdvisor', 'cadvisor'],
    ['Node exporter', 'node-exporter'],
  ] as const) {
    await page.getByRole('listitem', { name: title }).getByRole('button', { name: 'Image…' }).click();
    await page.getByLabel('Image with its tag or digest').fill(images[name]!);
    await page.getByRole('button', { name: 'Use this image' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByText('5 of 5 healthy')).toBeVisible({ timeout: 60_000 });
  expect(await faultsOf(page)).toEqual([]);

  const row = page.getByRole('listitem', { name: 'Prometheus' });
  await row.getByRole('button', { name: 'Log' }).click();
  await expect(page.getByRole('log')).toContainText('Server is ready to receive web requests');
  await row.getByRole('link', { name: 'Open here' }).click();
  await expect(page).toHaveURL(/\/stack\/prometheus/);
  // A page that Prometheus has whoever built it, and no other program.
  await page.goto('/stack/prometheus?within=/metrics');
  await expect(page.frameLocator('iframe').locator('body')).toContainText('prometheus_build_info');
  expect(complaints).toEqual([]);
});

test('the service dashboard is answered by the managed Prometheus', async ({ page }) => {
  await page.goto('/stack');
  await page.getByRole('radio', { name: 'Managed Prometheus' }).click({ force: true });
  await expect(page.getByRole('radio', { name: 'Managed Prometheus' })).toBeChecked();
  await page.goto('/explore?expr=up%7Bjob%3D%22alertmanager%22%7D&tab=table');
  await expect(page.getByText('alertmanager:9093').first()).toBeVisible();
  await page.goto('/dashboards/food11-service');
  await expect(page.locator('.panel').first()).toBeVisible();
  await page.goto('/stack');
  await page.getByRole('radio', { name: 'Embedded engine' }).click({ force: true });
});

test('everything is removed after asking', async ({ page }) => {
  await page.goto('/stack');
  await page.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove everything' }).click();
  await expect(page.getByText('Containers, network and volumes are removed')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('0 of 5 healthy')).toBeVisible();
});
