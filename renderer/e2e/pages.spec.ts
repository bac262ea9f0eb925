import { expect, faultsOf, test, testPicture } from './console.ts';

const pages = [
  { name: 'Overview', path: '/' },
  { name: 'Scenarios', path: '/scenarios' },
  { name: 'Try it', path: '/try' },
  { name: 'Dashboards', path: '/dashboards' },
  { name: 'Food11 Service Monitoring', path: '/dashboards/food11-service' },
  { name: 'Golden Signals', path: '/dashboards/golden-signals' },
  { name: 'Load', path: '/load' },
  { name: 'Drift', path: '/drift' },
  { name: 'Drift lab', path: '/drift/lab' },
  { name: 'Explore', path: '/explore' },
  { name: 'Targets', path: '/targets' },
  { name: 'Store', path: '/store' },
  { name: 'Alerts', path: '/alerts' },
  { name: 'Alerts', path: '/alerts/receivers' },
  { name: 'Alerts', path: '/alerts/silences' },
  { name: 'Alerts', path: '/alerts/deliveries' },
  { name: 'Stack', path: '/stack' },
  { name: 'No such page', path: '/elsewhere' },
];

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    for (const { name, path } of pages) {
      test(`${name} (${path}) has no accessibility fault that axe can find`, async ({ page, complaints }) => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
        await expect(page.getByText('Service running')).toBeVisible();
        await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
        expect(await faultsOf(page)).toEqual([]);
        expect(complaints).toEqual([]);
      });
    }
  });
}

test('the keyboard reaches everything: skip link, pages by number, time by brackets', async ({ page }) => {
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('4');
  await expect(page.getByRole('heading', { level: 1, name: 'Load' })).toBeVisible();
  await expect(page.locator('main')).toBeFocused();
  await page.keyboard.press('1');
  await page.keyboard.press('-');
  await expect(page).toHaveURL(/from=now-30m&to=now/);
  await page.goBack();
  await expect(page.getByRole('button', { name: /Last 15 minutes/ })).toBeVisible();
});

test('a chosen range goes into the address and along to other pages', async ({ page }) => {
  await page.getByRole('button', { name: /Time range/ }).click();
  await page.getByRole('textbox', { name: 'From' }).fill('now-2h');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('button', { name: /Last 2h/ })).toBeVisible();
  await page.getByRole('link', { name: 'Dashboards' }).click();
  await page.getByRole('link', { name: 'Food11 Service Monitoring' }).click();
  await expect(page).toHaveURL(/dashboards\/food11-service\?from=now-2h&to=now/);
  await page.reload();
  await expect(page.getByRole('button', { name: /Last 2h/ })).toBeVisible();
});

test('a range that makes no sense is refused with an example', async ({ page }) => {
  await page.getByRole('button', { name: /Time range/ }).click();
  await page.getByRole('textbox', { name: 'From' }).fill('lunch');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('alert')).toContainText('now-1h');
});

test('the chosen theme is remembered', async ({ page }) => {
  await page.getByRole('radio', { name: 'Light theme' }).check({ force: true });
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('what is no picture is refused in words', async ({ page }) => {
  await page.goto('/try');
  await page.getByLabel('Picture file').setInputFiles({
    name: 'notes.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('not a picture'),
  });
  await expect(page.getByRole('alert')).toContainText('JPEG, PNG or WebP');
  await page.getByLabel('Picture file').setInputFiles(testPicture);
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(page.locator('.verdict-class')).not.toBeEmpty();
});
