/** For tests: as much of Electron as the shell uses, with nothing behind it and everything to be looked at. */
import { EventEmitter } from 'node:events';

export class FakeUtilityProcess extends EventEmitter {
  /** Those forked so far, oldest first. */
  static readonly all: FakeUtilityProcess[] = [];
  static get last(): FakeUtilityProcess {
    return FakeUtilityProcess.all.at(-1)!;
  }
  pid: number | undefined = undefined;
  readonly sent: unknown[] = [];
  readonly entry: string;
  readonly args: string[];
  readonly options: { serviceName?: string; env?: Record<string, string> };

  constructor(entry: string, args: string[], options: FakeUtilityProcess['options']) {
    super();
    this.entry = entry;
    this.args = args;
    this.options = options;
    FakeUtilityProcess.all.push(this);
  }

  postMessage(message: unknown): void {
    this.sent.push(message);
  }

  /** Plays the monitor: it answers, on port 4400 if nobody says otherwise. */
  answer(places: { console?: string } = {}): void {
    const ready = { ready: true, console: 'http://127.0.0.1:4400', token: 't', service: 'http://127.0.0.1:8000' };
    this.emit('message', { type: 'ready', ...ready, ...places });
  }

  end(exitCode: number): void {
    this.emit('exit', exitCode);
  }
}

export const utilityProcess = {
  fork: (entry: string, args: string[], options: FakeUtilityProcess['options']) =>
    new FakeUtilityProcess(entry, args, options),
};

export class FakeWebContents extends EventEmitter {
  readonly mainFrame: { url: string } = { url: 'http://127.0.0.1:4400/' };
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler(handler: FakeWebContents['openHandler']): void {
    this.openHandler = handler;
  }

  /** Tries to go to `url` as a page would, and says whether it may. */
  navigate(url: string, event = 'will-frame-navigate', isMainFrame = true): boolean {
    let allowed = true;
    this.emit(event, { url, isMainFrame, preventDefault: () => (allowed = false) });
    return allowed;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  readonly webContents = new FakeWebContents();
  readonly loaded: string[] = [];
  readonly done: string[] = [];
  readonly options: Record<string, unknown>;
  bounds = { x: 10, y: 20, width: 900, height: 700 };

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }
  show = (): void => void this.done.push('show');
  focus = (): void => void this.done.push('focus');
  restore = (): void => void this.done.push('restore');
  maximize = (): void => void this.done.push('maximize');
  reload = (): void => void this.done.push('reload');
  isMinimized = (): boolean => this.done.includes('minimized');
  isMaximized = (): boolean => this.done.includes('maximize');
  isDestroyed = (): boolean => false;
  getNormalBounds = () => this.bounds;
}

class FakeApp extends EventEmitter {
  isPackaged = false;
  firstInstance = true;
  readonly paths: Record<string, string> = { appData: '/nowhere', pictures: '/home/ada/Pictures' };
  readonly exits: number[] = [];
  quits = 0;
  setName = (): void => {};
  getAppPath = (): string => '/telltale';
  getPath = (name: string): string => this.paths[name] ?? '';
  setPath = (name: string, path: string): void => void (this.paths[name] = path);
  requestSingleInstanceLock = (): boolean => this.firstInstance;
  whenReady = async (): Promise<void> => {};
  exit = (code: number): void => void this.exits.push(code);

  /** As Electron does: asks, and ends unless somebody objects. */
  quit(): void {
    let held = false;
    this.emit('will-quit', { preventDefault: () => (held = true) });
    if (!held) this.quits += 1;
  }
}

export const app = new FakeApp();

type PermissionCheck = (contents: unknown, permission: string, origin: string | undefined) => boolean;
type PermissionRequest = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: { requestingUrl: string | undefined },
) => void;

export const session = {
  defaultSession: {
    check: null as null | PermissionCheck,
    request: null as null | PermissionRequest,
    device: null as null | (() => boolean),
    setPermissionCheckHandler(handler: PermissionCheck) {
      this.check = handler;
    },
    setPermissionRequestHandler(handler: PermissionRequest) {
      this.request = handler;
    },
    setDevicePermissionHandler(handler: () => boolean) {
      this.device = handler;
    },
  },
};

export const shell = {
  opened: [] as string[],
  async openExternal(url: string): Promise<void> {
    this.opened.push(url);
  },
};

export const dialog = {
  errors: [] as string[],
  asked: [] as { detail: string }[],
  /** What the person answers: the index of a button, and where a picture is saved. */
  response: 0,
  saveTo: '' as string,
  offered: [] as string[],
  showErrorBox(_title: string, content: string) {
    this.errors.push(content);
  },
  async showMessageBox(options: { detail: string }) {
    this.asked.push(options);
    return { response: this.response };
  },
  async showSaveDialog(_window: unknown, { defaultPath }: { defaultPath: string }) {
    this.offered.push(defaultPath);
    return this.saveTo ? { canceled: false, filePath: this.saveTo } : { canceled: true, filePath: '' };
  },
};

export const ipcMain = {
  handlers: new Map<string, (event: unknown, request: unknown) => unknown>(),
  handle(channel: string, handler: (event: unknown, request: unknown) => unknown) {
    this.handlers.set(channel, handler);
  },
  removeHandler(channel: string) {
    this.handlers.delete(channel);
  },
};

export class Notification extends EventEmitter {
  static readonly shown: Notification[] = [];
  static isSupported = () => true;
  readonly options: { title: string; body: string };
  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
  }
  show(): void {
    Notification.shown.push(this);
  }
}

export const Menu = { buildFromTemplate: (template: unknown) => template, setApplicationMenu: () => {} };
export const nativeTheme = { shouldUseDarkColors: true };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };

/** Everything as it was when the test file was loaded. */
export function resetElectron(): void {
  app.removeAllListeners();
  Object.assign(app, { isPackaged: false, firstInstance: true, quits: 0 });
  app.exits.length = 0;
  ipcMain.handlers.clear();
  Object.assign(dialog, { errors: [], asked: [], offered: [], response: 0, saveTo: '' });
  shell.opened.length = 0;
  for (const list of [FakeUtilityProcess.all, BrowserWindow.all, Notification.shown]) list.length = 0;
}
