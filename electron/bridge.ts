import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, type IpcMainInvokeEvent, Notification } from 'electron';
import type { z } from 'zod';
import { CodedError, Notice, SaveImage } from '../core/shared/index.ts';
import { channels } from './channels.ts';
import type { Lock } from './lock.ts';
import { focusWindow } from './window.ts';

/** Answers the page's verbs. Only the main frame of `window`, showing a page the lock admits, is listened to. */
export function openBridge(window: BrowserWindow, lock: Lock): void {
  const isOurs = ({ senderFrame }: IpcMainInvokeEvent) =>
    senderFrame !== null &&
    !window.isDestroyed() &&
    senderFrame === window.webContents.mainFrame &&
    lock.admits(senderFrame.url);

  const answer = <T extends z.ZodType>(channel: string, schema: T, act: (request: z.output<T>) => unknown) =>
    ipcMain.handle(channel, (event, raw: unknown) => {
      if (!isOurs(event)) throw new CodedError('forbidden_origin', { what: 'a call from another page' });
      const request = schema.safeParse(raw);
      if (request.success) return act(request.data);
      throw new CodedError('bad_request', { reason: request.error.issues[0]?.message ?? 'not understood' });
    });

  answer(channels.saveImage, SaveImage, async ({ png, suggestedName }) => {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: join(app.getPath('pictures'), pngName(suggestedName)),
      filters: [{ name: 'PNG picture', extensions: ['png'] }],
    });
    if (canceled || !filePath) return 'cancelled';
    await writeFile(filePath, png);
    return 'saved';
  });

  answer(channels.notify, Notice, ({ title, body }) => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    notification.on('click', () => focusWindow(window));
    notification.show();
  });

  window.once('closed', () => {
    for (const channel of Object.values(channels)) ipcMain.removeHandler(channel);
  });
}

/** A file name that every system takes, and no path: what the page suggests is only a suggestion. */
export function pngName(suggested: string): string {
  const name = suggested
    .replace(/\.png$/i, '')
    .replace(/[^\p{L}\p{N} ._()+,@-]+/gu, '-')
    .replace(/^[.\s-]+|[.\s-]+$/g, '');
  return `${name.slice(0, 120) || 'telltale'}.png`;
}
