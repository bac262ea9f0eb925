/** Runs in the page's process, sandboxed, before the page: hands it the bridge's verbs and nothing else. */
import { contextBridge, ipcRenderer } from 'electron';
import type { ShellBridge } from '../core/shared/index.ts';
import { channels } from './channels.ts';

const bridge: ShellBridge = {
  saveImage: (image) => ipcRenderer.invoke(channels.saveImage, image) as ReturnType<ShellBridge['saveImage']>,
  notify: (notice) => ipcRenderer.invoke(channels.notify, notice) as ReturnType<ShellBridge['notify']>,
};

contextBridge.exposeInMainWorld('telltale', bridge);
