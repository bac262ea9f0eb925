import { expect, faultsOf, test } from './console.ts';

test.use({ story: 'a curious person' });

test('a query written with the help of completion is drawn, told in a table, and kept in the address', async ({
  page,
  complaints,
}) => {
  await page.getByRole('link', { name: 'Explore' }).click();
  await expect(page.getByText('Write a query, or begin with one of these')).toBeVisible();
  const editor = page.getByRole('textbox', { name: 'Query A' });

  await test.step('completion offers functions and metrics, with type and help', async () => {
    await editor.click();
    await page.keyboard.type('sum by (job) (scrape_samples_sc');
    const offered = page.getByRole('option', { name: /scrape_samples_scraped/ });
    await expect(offered).toBeVisible();
    await offered.click();
    await expect(editor).toHaveText('sum by (job) (scrape_samples_scraped)');
  });

  await test.step('Shift and Enter run it, and the graph shows what it gave', async () => {
    await page.keyboard.press('Shift+Enter');
    await expect(page.getByText(/^\d+ series in /)).toBeVisible();
    await expect(page.getByRole('slider', { name: 'Result, over time' })).toBeAttached();
    await expect(page.getByRole('button', { name: '{job="food11"}' })).toBeVisible();
    await expect(page).toHaveURL(/expr=sum\+by/);
  });

  await test.step('the table has the values, as text or by label', async () => {
    await page.getByRole('radio', { name: 'Table' }).check({ force: true });
    const row = page.getByRole('row').filter({ hasText: '{job="food11"}' });
    await expect(row.getByRole('cell').last()).toHaveText(/^\d+$/);
    await page.getByRole('radio', { name: 'A column a label' }).check({ force: true });
    await expect(page.getByRole('columnheader', { name: 'job' })).toBeVisible();
  });

  await test.step('what is shown becomes a panel of a new dashboard', async () => {
    await page.getByRole('button', { name: 'Add to dashboard' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add to a dashboard' });
    await dialog.getByLabel('Its title').fill('Kept from Explore');
    await dialog.getByLabel('Title of the panel').fill('Samples of a scrape');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    const explored = page.url();
    await dialog.getByRole('link', { name: 'Kept from Explore' }).click();
    await expect(page.getByRole('heading', { name: 'Samples of a scrape' })).toBeVisible();
    await expect(page.getByLabel('Dashboard', { exact: true })).toHaveValue('kept-from-explore');
    await page.goto(explored);
  });

  await test.step('a second query joins it; a reload brings both back', async () => {
    await page.getByRole('button', { name: 'Add a query' }).click();
    await page.getByRole('textbox', { name: 'Query B' }).click();
    await page.getByRole('searchbox', { name: 'Search metrics' }).fill('samples_scraped');
    await page.getByRole('button', { name: /^scrape_samples_scraped/ }).click();
    await expect(page.getByRole('textbox', { name: 'Query B' })).toHaveText('scrape_samples_scraped');
    await page.keyboard.type('[10s]');
    await page.getByRole('button', { name: 'Run' }).click();
    await expect(page.getByRole('region', { name: 'Values of query B' }).getByRole('listitem').first()).toBeVisible();
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Query B' })).toHaveText('scrape_samples_scraped[10s]');
    await expect(page.getByRole('region', { name: 'Values of query A' })).toBeVisible();
  });

  await test.step('a query that cannot run says where it is wrong', async () => {
    await page.getByRole('button', { name: 'Remove query B' }).click();
    await editor.click();
    await page.keyboard.press('ControlOrMeta+a');
    // Typed over a selection, Chromium carries its style along, which the policy refuses with a message.
    await page.keyboard.press('Delete');
    await page.keyboard.type('rate(up)');
    await page.keyboard.press('Shift+Enter');
    await expect(page.getByRole('alert')).toContainText('1:6: parse error');
    await expect(page.locator('.cm-lintRange-error')).toHaveText('up');
  });

  await test.step('what was run is in the history', async () => {
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByRole('button', { name: 'sum by (job) (scrape_samples_scraped)' }).click();
    await expect(editor).toHaveText('sum by (job) (scrape_samples_scraped)');
    await expect(page.getByText(/^\d+ series in /)).toBeVisible();
  });

  await test.step('a page full of results is as accessible as an empty one', async () => {
    for (const [colorScheme, tab] of [
      ['dark', 'Graph'],
      ['light', 'Table'],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.getByRole('radio', { name: tab }).check({ force: true });
      await expect(page.getByText(/^\d+ series in /)).toBeVisible();
      expect(await faultsOf(page)).toEqual([]);
    }
  });

  expect(complaints).toEqual([]);
});
