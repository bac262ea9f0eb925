import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openBridge, pngName } from './bridge.ts';
import { channels } from './channels.ts';
import { BrowserWindow, dialog, ipcMain, Notification, resetElectron } from './testing/fake-electron.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const ours = 'http://127.0.0.1:4400';

let window: BrowserWindow;
beforeEach(() => {
  resetElectron();
  window = new BrowserWindow({});
  openBridge(window as never, { admits: (url) => new URL(url).origin === ours, moveTo: () => {} });
});

const call = async (channel: string, request: unknown, senderFrame: unknown = window.webContents.mainFrame) =>
  ipcMain.handlers.get(channel)!({ senderFrame }, request);

describe('the bridge', () => {
  it('saves a picture where the person says', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'telltale-bridge-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    dialog.saveTo = join(dir, 'panel.png');
    expect(await call(channels.saveImage, { suggestedName: 'p95: latency', png })).toBe('saved');
    expect(new Uint8Array(readFileSync(dialog.saveTo))).toEqual(png);
    expect(dialog.offered).toEqual([join('/home/ada/Pictures', 'p95- latency.png')]);
  });

  it('writes nothing when the person changes their mind', async () => {
    expect(await call(channels.saveImage, { suggestedName: 'a', png })).toBe('cancelled');
  });

  it.each([
    { why: 'no PNG', request: { suggestedName: 'a', png: new Uint8Array(20) } },
    { why: 'no bytes', request: { suggestedName: 'a', png: 'text' } },
    { why: 'a path of its own', request: { suggestedName: 'a', png, path: '/etc/passwd' } },
    { why: 'nothing', request: undefined },
  ])('refuses to save $why', async ({ request }) => {
    await expect(call(channels.saveImage, request)).rejects.toMatchObject({ code: 'bad_request' });
    expect(dialog.offered).toEqual([]);
  });

  it('notifies, and brings the window to the front on a click', async () => {
    await call(channels.notify, { title: 'Firing', body: 'Low confidence' });
    expect(Notification.shown.map(({ options }) => options)).toEqual([{ title: 'Firing', body: 'Low confidence' }]);
    Notification.shown[0]!.emit('click');
    expect(window.done).toEqual(['show', 'focus']);
  });

  it.each([
    { who: 'a frame inside the page', frame: { url: `${ours}/` } },
    { who: 'a frame that is gone', frame: null },
  ])('does not listen to $who', async ({ frame }) => {
    for (const channel of Object.values(channels)) {
      await expect(call(channel, { title: 'x', body: 'y' }, frame)).rejects.toMatchObject({ code: 'forbidden_origin' });
    }
    expect(Notification.shown).toEqual([]);
  });

  it('does not listen to its own main frame once that shows another origin', async () => {
    window.webContents.mainFrame.url = 'http://127.0.0.1:44001/';
    await expect(call(channels.notify, { title: 'x', body: 'y' })).rejects.toMatchObject({ code: 'forbidden_origin' });
  });

  it('falls silent with the window', () => {
    window.emit('closed');
    expect(ipcMain.handlers.size).toBe(0);
  });
});

describe('a suggested file name', () => {
  it.each([
    ['Service dashboard.png', 'Service dashboard.png'],
    ['Latenz über 5 min', 'Latenz über 5 min.png'],
    ['../../.bashrc', 'bashrc.png'],
    ['a/b\\c:d', 'a-b-c-d.png'],
    ['...', 'telltale.png'],
    ['x'.repeat(300), `${'x'.repeat(120)}.png`],
  ])('%s becomes %s', (suggested, name) => {
    expect(pngName(suggested)).toBe(name);
  });
});
