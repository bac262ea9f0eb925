import { type Notice, type NoticeOutcome, reasonOf, type ShellBridge } from '../../core/shared/index.ts';

declare global {
  interface Window {
    /** What Electron's window adds; a browser has none. */
    telltale?: ShellBridge;
  }
}

/** Whether notices reach the desktop: Electron's window asks nobody, a browser asks the person once. */
export function notifyPermission(): NotificationPermission {
  if (window.telltale) return 'granted';
  return 'Notification' in window ? Notification.permission : 'denied';
}

/** Asks the person; only a click may do that. */
export const askToNotify = async (): Promise<NotificationPermission> =>
  'Notification' in window ? Notification.requestPermission() : 'denied';

interface ShowOptions {
  /** A later notice of the same tag takes the place of an earlier one, from whichever page it comes. */
  tag: string;
  /** The person has clicked it. */
  onClick(): void;
  /** Shows it inside the page. */
  sayInPage(text: string): void;
}

/** Shows a notice outside the page if that is possible, else inside it if anybody can see the page, and says which. */
export async function showNotice(notice: Notice, { tag, onClick, sayInPage }: ShowOptions): Promise<NoticeOutcome> {
  try {
    if (window.telltale) {
      await window.telltale.notify(notice);
      return { how: 'system' };
    }
    if (notifyPermission() === 'granted') {
      const shown = new Notification(notice.title, { body: notice.body, tag });
      shown.addEventListener('click', () => {
        window.focus();
        onClick();
      });
      return { how: 'system' };
    }
  } catch (error) {
    return { how: 'none', reason: `The notification could not be shown: ${reasonOf(error)}`.slice(0, 300) };
  }
  if (document.hidden)
    return { how: 'none', reason: 'The page is hidden, and the browser does not allow it notifications.' };
  sayInPage(`${notice.title}: ${notice.body.split('\n', 1)[0] ?? ''}`);
  return { how: 'page' };
}
