/** Electron's entry, a table of contents: one window on the monitor's console, and the monitor as a child. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, Menu, session, shell } from 'electron';
import type { MonitorReady } from '../core/shared/index.ts';
import { createRestartPolicy } from '../core/supervisor/index.ts';
import { openBridge } from './bridge.ts';
import { monitorFlags, profileDir, programPaths } from './command-line.ts';
import { connectLauncher } from './launcher.ts';
import { createLock } from './lock.ts';
import { menuTemplate } from './menu.ts';
import { createMonitorProcess, monitorEnv, MonitorFailure } from './monitor-process.ts';
import { focusWindow, openMainWindow } from './window.ts';

const graceMs = 5000;
const threeInFiveMinutes = { limit: 3, withinMs: 5 * 60_000 };

const paths = programPaths(app.getAppPath());
const flags = monitorFlags(process.argv, app.isPackaged);
const launcher = connectLauncher();

// Before Electron is ready, and before the single-instance lock, which is one for each profile.
app.setName('Telltale');
const profile = profileDir(flags, process.env, { appData: app.getPath('appData'), cwd: process.cwd() });
mkdirSync(profile, { recursive: true, mode: 0o700 });
app.setPath('userData', profile);

if (app.requestSingleInstanceLock()) void run();
else void launcher.tell('elsewhere').finally(() => app.exit(0));

// A function and not top-level await: Electron is not ready before this module has been evaluated to its end.
async function run() {
  let window: BrowserWindow | null = null;
  let places: MonitorReady | null = null;

  const monitor = createMonitorProcess({
    entry: paths.monitor,
    flags,
    env: monitorEnv(process.env),
    restart: createRestartPolicy(threeInFiveMinutes),
    onReady: arrive,
    onGiveUp: askToTryAgain,
    onLost: () => app.quit(),
  });

  app.on('second-instance', () => focusWindow(window));
  launcher.onStop(() => app.quit());
  app.once('will-quit', (event) => {
    event.preventDefault(); // hold the first quit until the store is closed; the second passes
    void monitor.stop({ graceMs }).finally(() => app.quit());
  });

  await app.whenReady();
  const lock = createLock(session.defaultSession);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        platform: process.platform,
        developer: !app.isPackaged,
        actions: {
          openInBrowser: () => places && void shell.openExternal(addressOf(places)),
          openServiceDocs: () => places && void shell.openExternal(`${places.service}/docs`),
          openExternal: (url) => void shell.openExternal(url),
        },
      }),
    ),
  );
  await monitor.start().catch(fail);

  /** A monitor answers: the first one gets a window; a later one gets the page, unless that finds it by itself. */
  function arrive(ready: MonitorReady) {
    const moved = places !== null && places.console !== ready.console;
    places = ready;
    lock.moveTo(ready);
    if (window === null) window = open(ready);
    else if (moved) void window.loadURL(addressOf(ready));
  }

  function open(ready: MonitorReady): BrowserWindow {
    const opened = openMainWindow({
      url: addressOf(ready),
      preload: paths.preload,
      icon: paths.icon,
      boundsFile: join(profile, 'bounds.json'),
      reload: createRestartPolicy(threeInFiveMinutes),
      onShown: () => void launcher.tell('shown'),
    });
    openBridge(opened, lock);
    return opened;
  }

  async function askToTryAgain(reason: string): Promise<boolean> {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: 'The monitor keeps ending.',
      detail: `${reason} It has ended three times within five minutes. Your data is safe on disk.`,
      buttons: ['Start Again', 'Quit'],
      defaultId: 0,
      cancelId: 1,
    });
    return response === 0;
  }
}

/** No monitor, no console: say why where the person looks, and end as the monitor did. */
async function fail(error: MonitorFailure) {
  await launcher.tell('failed');
  if (!launcher.present && error.exitCode !== 0) dialog.showErrorBox('Telltale could not start', error.message);
  app.exit(error.exitCode);
}

const addressOf = ({ console, token }: MonitorReady) => `${console}/?token=${encodeURIComponent(token)}`;
