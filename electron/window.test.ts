import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRestartPolicy } from '../core/supervisor/index.ts';
import { resetElectron } from './testing/fake-electron.ts';
import type { BrowserWindow as FakeWindow } from './testing/fake-electron.ts';
import { isReachable, readBounds } from './window-bounds.ts';
import { focusWindow, openMainWindow } from './window.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));

let boundsFile: string;
beforeEach(() => {
  resetElectron();
  const dir = mkdtempSync(join(tmpdir(), 'telltale-window-'));
  boundsFile = join(dir, 'bounds.json');
  onTestFinished(() => rmSync(dir, { recursive: true }));
});

function open(onShown = () => {}) {
  const window = openMainWindow({
    url: 'http://127.0.0.1:4400/?token=t',
    preload: '/telltale/dist/electron/preload.cjs',
    icon: '/telltale/electron/icon.png',
    boundsFile,
    reload: createRestartPolicy({ limit: 3, withinMs: 60_000 }),
    onShown,
  });
  return window as unknown as FakeWindow;
}

describe('the window', () => {
  it('is sandboxed and isolated, and stays hidden until there is something to see', () => {
    const shown = vi.fn<() => void>();
    const window = open(shown);
    expect(window.options).toMatchObject({
      show: false,
      backgroundColor: '#0d1115',
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
    });
    expect(window.done).toEqual([]);
    window.emit('ready-to-show');
    expect(window.done).toEqual(['show']);
    expect(shown).toHaveBeenCalledOnce();
  });

  it('comes back where it was closed', () => {
    const first = open();
    first.maximize();
    first.emit('close');
    const second = open();
    expect(second.options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
    expect(second.done).toEqual(['maximize']);
  });

  it.each(['', 'null', '{"x":1}', '{"x":0,"y":0,"width":5,"height":5,"maximized":false}'])(
    'opens at its own size when what was remembered is %j',
    (text) => {
      writeFileSync(boundsFile, text);
      expect(readBounds(boundsFile)).toBeNull();
      expect(open().options).toMatchObject({ width: 1280, height: 820 });
    },
  );

  it.each([
    { bounds: { x: 0, y: 0 }, reachable: true },
    { bounds: { x: 1850, y: 0 }, reachable: false },
    { bounds: { x: -700, y: 100 }, reachable: true },
    { bounds: { x: 100, y: -50 }, reachable: false },
    { bounds: { x: 3000, y: 100 }, reachable: false },
  ])('is reachable at $bounds on a 1920x1080 screen: $reachable', ({ bounds, reachable }) => {
    const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
    expect(isReachable({ ...bounds, width: 900, height: 700 }, screens)).toBe(reachable);
  });

  it('loads a page that died again, but not for ever', () => {
    const window = open();
    for (let i = 0; i < 5; i += 1) window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window.done).toEqual(['reload', 'reload']);
  });

  it('is restored before it is focused', () => {
    const window = open();
    window.done.push('minimized');
    focusWindow(window as never);
    expect(window.done).toEqual(['minimized', 'restore', 'show', 'focus']);
    expect(() => focusWindow(null)).not.toThrow();
  });
});
