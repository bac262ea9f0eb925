import { beforeEach, describe, expect, it, vi } from 'vitest';
import { app, FakeWebContents, resetElectron, session, shell } from './testing/fake-electron.ts';
import { createLock, isFrom, type Lock } from './lock.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));

let lock: Lock;
let page: FakeWebContents;
beforeEach(() => {
  resetElectron();
  lock = createLock(session.defaultSession as never);
  page = new FakeWebContents();
  app.emit('web-contents-created', {}, page);
});

const places = { console: 'http://127.0.0.1:4400', service: 'http://127.0.0.1:8000' };

describe('an origin', () => {
  it.each([
    ['http://127.0.0.1:4400/overview?range=1h#top', true],
    ['http://127.0.0.1:44001/', false],
    ['http://127.0.0.1:4400.evil.example/', false],
    ['http://127.0.0.1:4400@evil.example/', false],
    ['https://127.0.0.1:4400/', false],
    ['http://localhost:4400/', false],
    ['file:///etc/passwd', false],
    ['about:blank', false],
    ['', false],
  ])('is compared exactly: %s %s', (url, same) => {
    expect(isFrom('http://127.0.0.1:4400', url)).toBe(same);
  });
});

describe('the lock', () => {
  it('admits nothing before the monitor has said where it is', () => {
    expect(page.navigate('http://127.0.0.1:4400/')).toBe(false);
    expect(lock.admits('http://127.0.0.1:4400/')).toBe(false);
  });

  it("admits the monitor's pages and refuses every other, in frames and by redirect too", () => {
    lock.moveTo(places);
    for (const event of ['will-frame-navigate', 'will-redirect']) {
      for (const mainFrame of [true, false]) {
        expect(page.navigate('http://127.0.0.1:4400/load', event, mainFrame)).toBe(true);
        // Which other ports of this machine a frame may show is the policy of the page to say.
        expect(page.navigate('http://127.0.0.1:44001/', event, mainFrame)).toBe(!mainFrame);
        expect(page.navigate('http://127.0.0.1.evil.example/', event, mainFrame)).toBe(false);
        expect(page.navigate('https://evil.example/', event, mainFrame)).toBe(false);
      }
    }
  });

  it('moves with the monitor, and leaves the old port behind', () => {
    lock.moveTo(places);
    lock.moveTo({ ...places, console: 'http://127.0.0.1:4401' });
    expect(page.navigate('http://127.0.0.1:4400/')).toBe(false);
    expect(page.navigate('http://127.0.0.1:4401/')).toBe(true);
  });

  it('opens no window, and only listed origins in the browser', () => {
    lock.moveTo(places);
    const urls = [
      'http://127.0.0.1:8000/docs',
      'https://prometheus.io/docs/',
      'https://prometheus.io.evil.example/',
      'https://evil.example/',
      'file:///bin/sh',
      'http://127.0.0.1:4400/load',
    ];
    for (const url of urls) expect(page.openHandler?.({ url })).toEqual({ action: 'deny' });
    expect(shell.opened).toEqual(['http://127.0.0.1:8000/docs', 'https://prometheus.io/docs/']);
  });

  it('sends a followed link to the browser from the page itself, but not from a frame in it', () => {
    lock.moveTo(places);
    page.navigate('https://grafana.com/docs/', 'will-frame-navigate', false);
    expect(shell.opened).toEqual([]);
    page.navigate('https://grafana.com/docs/', 'will-frame-navigate', true);
    expect(shell.opened).toEqual(['https://grafana.com/docs/']);
  });

  it('refuses webviews and devices', () => {
    const refuse = vi.fn<() => void>();
    page.emit('will-attach-webview', { preventDefault: refuse });
    expect(refuse).toHaveBeenCalledOnce();
    expect(session.defaultSession.device?.()).toBe(false);
  });

  it.each([
    { permission: 'media', url: `${places.console}/`, granted: false },
    { permission: 'notifications', url: `${places.console}/`, granted: false },
    { permission: 'clipboard-read', url: `${places.console}/`, granted: false },
    { permission: 'clipboard-sanitized-write', url: `${places.console}/`, granted: true },
    { permission: 'clipboard-sanitized-write', url: 'http://127.0.0.1:44001/', granted: false },
    { permission: 'clipboard-sanitized-write', url: undefined, granted: false },
  ])('answers a request for $permission from $url with $granted', ({ permission, url, granted }) => {
    lock.moveTo(places);
    const answer = vi.fn<(granted: boolean) => void>();
    session.defaultSession.request?.(page, permission, answer, { requestingUrl: url });
    expect(answer).toHaveBeenCalledWith(granted);
    expect(session.defaultSession.check?.(page, permission, url)).toBe(granted);
  });
});
