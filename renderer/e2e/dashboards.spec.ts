import { readFile } from 'node:fs/promises';
import { expect, faultsOf, test } from './console.ts';

test.use({ story: 'an importer' });

/** As a tutorial prints one: no ids, a data source by its name, an old panel, one that is not drawn. */
const pasted = JSON.stringify(
  {
    id: null,
    title: 'Pasted from a tutorial',
    schemaVersion: 27,
    panels: [
      {
        type: 'graph',
        title: 'Scrapes',
        datasource: 'prometheus',
        gridPos: { x: 0, y: 0, w: 12, h: 8 },
        targets: [{ expr: 'scrape_samples_scraped', legendFormat: '{{job}}' }],
        yaxes: [{ format: 'short' }],
        strange: { kept: true },
      },
      { type: 'nodeGraph', title: 'Who calls whom', gridPos: { x: 12, y: 0, w: 12, h: 8 } },
      {
        type: 'gauge',
        title: 'Scraped',
        gridPos: { x: 0, y: 8, w: 8, h: 6 },
        targets: [{ expr: 'sum(up)', legendFormat: 'Targets' }],
      },
      {
        type: 'piechart',
        title: 'Shares',
        gridPos: { x: 8, y: 8, w: 8, h: 6 },
        targets: [{ expr: 'scrape_samples_scraped', legendFormat: '{{job}}' }],
      },
      {
        type: 'text',
        title: 'About',
        gridPos: { x: 16, y: 8, w: 8, h: 6 },
        options: {
          mode: 'markdown',
          content: '# Words\n\nA [link](https://example.org), and <b onclick="x()">no HTML</b>.',
        },
      },
    ],
  },
  null,
  2,
);

test('a pasted dashboard says where it breaks, is drawn, given out unchanged and deleted', async ({
  page,
  complaints,
}) => {
  await page.goto('/dashboards');
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a dashboard' });
  const area = dialog.getByRole('textbox');

  await test.step('broken JSON is told by line and column', async () => {
    await area.fill(pasted.replace('27,', '27'));
    await expect(dialog.getByRole('alert')).toContainText('line 5, column 3: a comma or } is expected, not a string');
    expect(await faultsOf(page)).toEqual([]);
  });

  await test.step('what will come of it is said before it is kept', async () => {
    await area.fill(pasted);
    await expect(dialog.getByText('Pasted from a tutorial, 5 panels')).toBeVisible();
    await expect(dialog.getByText('not drawn yet: nodeGraph')).toBeVisible();
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page).toHaveURL(/dashboards\/pasted-from-a-tutorial/);
    await expect(
      page.getByRole('region', { name: 'Scrapes' }).getByRole('button', { pressed: true }).first(),
    ).toBeVisible();
    await expect(page.getByText('Panels of type “nodeGraph” are not drawn yet.')).toBeVisible();
    await expect(page.getByRole('img', { name: /^Targets: \d/ })).toBeVisible();
    await expect(page.getByRole('img', { name: /node: \d/ })).toBeVisible();
    const words = page.getByRole('region', { name: 'About' });
    await expect(words.getByRole('heading', { name: 'Words' })).toBeVisible();
    await expect(words.getByText('<b onclick="x()">no HTML</b>')).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
  });

  await test.step('the file that is exported has every field of what was pasted', async () => {
    await page.getByRole('link', { name: 'Dashboards' }).click();
    const row = page.getByRole('row', { name: /Pasted from a tutorial/ });
    await row.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'JSON file', exact: true }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(JSON.parse(text)).toEqual({ ...JSON.parse(pasted), uid: 'pasted-from-a-tutorial' });
  });

  await test.step('a second one of the same uid is asked about', async () => {
    await page.getByRole('button', { name: 'Import' }).click();
    await area.fill(pasted);
    await expect(dialog.getByText('has the same uid')).toBeVisible();
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page).toHaveURL(/dashboards\/pasted-from-a-tutorial-2/);
  });

  await test.step('and it is deleted', async () => {
    await page.getByRole('link', { name: 'Dashboards' }).click();
    await page.getByRole('button', { name: 'Delete Pasted from a tutorial' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('row', { name: /Pasted from a tutorial/ })).toHaveCount(1);
  });
  expect(complaints).toEqual([]);
});

test('a variable offers what there is, and its choice goes into the address and the queries', async ({ page }) => {
  await page.goto('/dashboards/golden-signals?from=now-5m&to=now');
  const variables = page.getByRole('group', { name: 'Variables' });
  await expect.poll(() => variables.getByRole('button', { name: 'Job: All' }).count()).toBe(1);
  await variables.getByRole('button', { name: 'Job: All' }).click();
  await variables.getByRole('checkbox', { name: 'food11' }).check();
  await expect(page).toHaveURL(/var-job=food11/);
  await page.keyboard.press('Escape');
  await expect(variables.getByRole('button', { name: 'Job: food11' })).toBeVisible();
  const memory = page.getByRole('region', { name: 'Memory', exact: true });
  await memory.hover();
  await memory.getByRole('button', { name: 'Menu of Memory' }).click();
  await page.getByRole('button', { name: 'View query' }).click();
  await expect(page.getByText('process_resident_memory_bytes{job=~"food11"}')).toBeVisible();
});
