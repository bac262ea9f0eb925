import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

vi.mock('electron', () => import('./testing/fake-electron.ts'));

const launcher = { present: false, news: [] as string[], stop: () => {} };
vi.mock('./launcher.ts', () => ({
  connectLauncher: () => ({
    present: launcher.present,
    tell: async (news: string) => void launcher.news.push(news),
    onStop: (listener: () => void) => (launcher.stop = listener),
  }),
}));

let electron: typeof import('./testing/fake-electron.ts');

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Loads main.ts as Electron would, on an application-data folder of the test's. */
async function launch() {
  await import('./main.ts');
  await settled();
  return electron.FakeUtilityProcess.all[0];
}

beforeEach(async () => {
  vi.resetModules();
  electron = (await import('electron')) as never;
  electron.resetElectron();
  Object.assign(launcher, { present: false, news: [] });
  const appData = mkdtempSync(join(tmpdir(), 'telltale-shell-'));
  electron.app.paths['appData'] = appData;
  onTestFinished(() => rmSync(appData, { recursive: true }));
  vi.stubEnv('TELLTALE_DATA_DIR', '');
  vi.spyOn(process, 'argv', 'get').mockReturnValue(['/electron', '/telltale', '--service-port', '0', '--no-sandbox']);
  onTestFinished(() => void vi.restoreAllMocks());
});

describe('the shell', () => {
  it('starts the monitor with the flags that are its own and opens one window on its address', async () => {
    const monitor = await launch();
    expect(monitor).toMatchObject({
      entry: join('/telltale', 'dist', 'core', 'main.js'),
      args: ['--service-port', '0'],
    });
    expect(electron.BrowserWindow.all).toEqual([]);
    monitor?.answer();
    expect(electron.BrowserWindow.all[0]).toMatchObject({
      loaded: ['http://127.0.0.1:4400/?token=t'],
      options: { show: false, webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false } },
    });
    expect(existsSync(electron.app.paths['userData']!)).toBe(true);
  });

  it('leaves a second start to the first, whose window it brings to the front', async () => {
    electron.app.firstInstance = false;
    expect(await launch()).toBeUndefined();
    expect(electron.app.exits).toEqual([0]);
    expect(launcher.news).toEqual(['elsewhere']);
  });

  it('focuses its window when it is started a second time', async () => {
    (await launch())?.answer();
    electron.app.emit('second-instance');
    expect(electron.BrowserWindow.all[0]?.done).toEqual(['show', 'focus']);
  });

  it('holds the first quit until the monitor is gone; the second passes', async () => {
    const monitor = await launch();
    monitor?.answer();
    electron.app.quit();
    expect(monitor?.sent).toEqual([{ type: 'stop' }]);
    await settled();
    expect(electron.app.quits).toBe(0);
    monitor?.end(0);
    await settled();
    expect(electron.app.quits).toBe(1);
  });

  it('tells start.mjs when the window is there, and quits when that asks it to', async () => {
    const monitor = await launch();
    monitor?.answer();
    expect(launcher.news).toEqual([]);
    electron.BrowserWindow.all[0]?.emit('ready-to-show');
    expect(launcher.news).toEqual(['shown']);
    launcher.stop();
    expect(monitor?.sent).toEqual([{ type: 'stop' }]);
  });

  it.each([
    { exitCode: 2, present: false, errors: ["Unknown option '--bogus'."] },
    { exitCode: 2, present: true, errors: [] },
    { exitCode: 0, present: false, errors: [] },
  ])('ends as the monitor did when that never was ready: $exitCode', async ({ exitCode, present, errors }) => {
    launcher.present = present;
    const monitor = await launch();
    monitor?.emit('message', { type: 'failed', code: 'bad_flag', message: "Unknown option '--bogus'." });
    monitor?.end(exitCode);
    await settled();
    expect(electron.app.exits).toEqual([exitCode]);
    expect(electron.dialog.errors).toEqual(errors);
    expect(electron.BrowserWindow.all).toEqual([]);
  });

  it('leaves the page alone when the monitor comes back where it was, and moves it when it does not', async () => {
    (await launch())?.answer();
    const { loaded, webContents } = electron.BrowserWindow.all[0]!;
    electron.FakeUtilityProcess.last.end(11);
    await settled();
    electron.FakeUtilityProcess.last.answer();
    expect(loaded).toHaveLength(1);
    electron.FakeUtilityProcess.last.end(11);
    await settled();
    electron.FakeUtilityProcess.last.answer({ console: 'http://127.0.0.1:4401' });
    expect(loaded.slice(1)).toEqual(['http://127.0.0.1:4401/?token=t']);
    expect(webContents.navigate('http://127.0.0.1:4401/')).toBe(true);
    expect(webContents.navigate('http://127.0.0.1:4400/')).toBe(false);
  });

  it('asks the person after the third crash, and quits if they want that', async () => {
    electron.dialog.response = 1;
    await launch();
    for (let i = 0; i < 3; i += 1) {
      electron.FakeUtilityProcess.last.answer();
      electron.FakeUtilityProcess.last.end(11);
      await settled();
    }
    expect(electron.dialog.asked).toHaveLength(1);
    expect(electron.app.quits).toBe(1);
  });
});
