import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { RestartPolicy } from '../core/supervisor/index.ts';
import { isReachable, readBounds, rememberBounds } from './window-bounds.ts';

export interface WindowOptions {
  url: string;
  preload: string;
  icon: string;
  boundsFile: string;
  /** How often a page that died is loaded again before it is left alone. */
  reload: RestartPolicy;
  onShown(): void;
}

/** The one window: a sandboxed page of the monitor's, shown when there is something to see. */
export function openMainWindow({ url, preload, icon, boundsFile, reload, onShown }: WindowOptions): BrowserWindow {
  const saved = readBounds(boundsFile);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const place = saved && isReachable(saved, screens) ? saved : { width: 1280, height: 820 };
  const window = new BrowserWindow({
    ...place,
    minWidth: 720,
    minHeight: 480,
    title: 'Telltale',
    icon,
    show: false,
    // The page's own ground (renderer/styles/tokens.css), so that nothing flashes before its first paint.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0d1115' : '#f3f5f7',
    webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
  });
  if (saved?.maximized) window.maximize();
  rememberBounds(window, boundsFile);
  window.once('ready-to-show', () => {
    window.show();
    onShown();
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && reload.record(Date.now()) === 'restart') window.reload();
  });
  void window.loadURL(url);
  return window;
}

/** Brings the window to the front, wherever it is. */
export function focusWindow(window: BrowserWindow | null): void {
  if (!window || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
