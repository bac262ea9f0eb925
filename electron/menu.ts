import type { MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  /** Opens the console, with its token, in the person's browser. */
  openInBrowser(): void;
  /** Opens the service's own documentation. */
  openServiceDocs(): void;
  openExternal(url: string): void;
}

export interface MenuOptions {
  platform: NodeJS.Platform;
  /** Developer tools are for those who build Telltale. */
  developer: boolean;
  actions: MenuActions;
}

/** The native menu: what each system expects under the names it expects, and the few items that are ours. */
export function menuTemplate({ platform, developer, actions }: MenuOptions): MenuItemConstructorOptions[] {
  const separator = { type: 'separator' } as const;
  const mac = platform === 'darwin';
  const first: MenuItemConstructorOptions = mac ? { role: 'appMenu' } : { label: '&File', submenu: [{ role: 'quit' }] };
  return [
    first,
    { role: 'editMenu' },
    {
      label: mac ? 'View' : '&View',
      submenu: [
        { role: 'reload' },
        { label: 'Open in Browser', accelerator: 'CmdOrCtrl+Shift+B', click: actions.openInBrowser },
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(developer ? [separator, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Service API', click: actions.openServiceDocs },
        {
          label: 'Writing PromQL Queries',
          click: () => actions.openExternal('https://prometheus.io/docs/prometheus/latest/querying/basics/'),
        },
        ...(mac ? [] : [separator, { role: 'about' } as const]),
      ],
    },
  ];
}
