import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Notice } from '../../core/shared/index.ts';
import { notifyPermission, showNotice } from './desktop-notice.ts';

afterEach(() => vi.unstubAllGlobals());

const notice = { title: '[FIRING:1] Service down', body: 'It does not answer.\nSince noon.' };
const said: string[] = [];
const show = () => {
  said.length = 0;
  return showNotice(notice, { tag: 'group', onClick: () => {}, sayInPage: (text) => said.push(text) });
};

class FakeNotification extends EventTarget {
  static permission = 'granted';
  static shown: unknown[] = [];
  constructor(title: string, options: object) {
    super();
    FakeNotification.shown.push({ title, ...options });
  }
}

/** A page in a browser that answers `permission`, seen or hidden. */
function browser(permission: string, { hidden = false } = {}) {
  FakeNotification.permission = permission;
  FakeNotification.shown = [];
  vi.stubGlobal('Notification', FakeNotification);
  vi.stubGlobal('window', { Notification: FakeNotification });
  vi.stubGlobal('document', { hidden });
}

describe('a notice', () => {
  it("goes through Electron's window where there is one", async () => {
    const notify = vi.fn<(notice: Notice) => Promise<void>>(async () => {});
    vi.stubGlobal('window', { telltale: { notify } });
    expect(notifyPermission()).toBe('granted');
    expect(await show()).toEqual({ how: 'system' });
    expect(notify).toHaveBeenCalledWith(notice);
  });

  it('goes through the browser that allows it, a later one of its group in its place', async () => {
    browser('granted', { hidden: true });
    expect(await show()).toEqual({ how: 'system' });
    expect(FakeNotification.shown).toEqual([{ ...notice, tag: 'group' }]);
  });

  it.each(['default', 'denied'])('is a line in the page where the browser says "%s"', async (permission) => {
    browser(permission);
    expect(await show()).toEqual({ how: 'page' });
    expect(said).toEqual(['[FIRING:1] Service down: It does not answer.']);
  });

  it('is not claimed to be shown where nobody sees it, or where showing it fails', async () => {
    browser('denied', { hidden: true });
    expect(await show()).toMatchObject({ how: 'none' });
    vi.stubGlobal('window', { telltale: { notify: () => Promise.reject(new Error('no bus')) } });
    expect(await show()).toEqual({ how: 'none', reason: 'The notification could not be shown: no bus' });
  });
});
