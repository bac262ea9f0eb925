import { app, type Event, type Session, shell, type WebContents } from 'electron';

/** Exact: `startsWith('http://127.0.0.1:4400')` would also admit port 44001. */
export const isFrom = (origin: string, url: string): boolean => URL.canParse(url) && new URL(url).origin === origin;

/**
 * What the page frames are the pages of managed containers. Which ports those have, the policy of the page says exactly
 * (`frame-src`); here it is enough that a frame does not leave this machine.
 */
const isOnThisMachine = (url: string): boolean => URL.canParse(url) && new URL(url).hostname === '127.0.0.1';

/** Where the documentation that the console links to lives. */
const documentation = ['https://prometheus.io', 'https://grafana.com', 'https://onnxruntime.ai'];

/** The one permission the page has: to put a picture or a text on the clipboard, which takes a click. Not to read it. */
const copying = 'clipboard-sanitized-write';

export interface Lock {
  /** Moves the one origin that may be shown, and the service whose pages may open in the browser. */
  moveTo(places: { console: string; service: string }): void;
  /** Whether `url` is a page of the monitor. */
  admits(url: string): boolean;
}

/**
 * Locks every page Electron ever makes to the monitor's origin, which is not known before the monitor answers: until
 * then nothing is admitted. Other navigation, new windows, webviews and permissions are refused; a link to an origin on
 * the list opens in the person's browser instead.
 */
export function createLock(session: Session): Lock {
  let home: string | null = null;
  let listed: readonly string[] = documentation;

  const admits = (url: string) => home !== null && isFrom(home, url);
  const openOutside = (url: string) => {
    if (listed.some((origin) => isFrom(origin, url))) void shell.openExternal(url);
  };

  const lockContents = (contents: WebContents) => {
    const refuseElsewhere = (details: Event<{ url: string; isMainFrame: boolean }>) => {
      if (admits(details.url) || (!details.isMainFrame && isOnThisMachine(details.url))) return;
      details.preventDefault();
      if (details.isMainFrame) openOutside(details.url);
    };
    // Frames as well as pages, and where a redirect leads as well as where a link points.
    contents.on('will-frame-navigate', refuseElsewhere);
    contents.on('will-redirect', refuseElsewhere);
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url);
      return { action: 'deny' };
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  };

  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  // Chromium checks some permissions without asking and asks for others: both answers are no.
  const mayBeUsed = (permission: string, url: string | undefined) => permission === copying && admits(url ?? '');
  session.setPermissionCheckHandler((_contents, permission, origin) => mayBeUsed(permission, origin));
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(mayBeUsed(permission, requestingUrl)),
  );
  session.setDevicePermissionHandler(() => false);

  return {
    admits,
    moveTo({ console, service }) {
      home = new URL(console).origin;
      listed = [...documentation, new URL(service).origin];
    },
  };
}
