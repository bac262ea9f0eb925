import { describe, expect, it } from 'vitest';
import { menuTemplate } from './menu.ts';

const nothing = () => {};
const actions = { openInBrowser: nothing, openServiceDocs: nothing, openExternal: nothing };
const rolesOf = (platform: NodeJS.Platform, developer = false) =>
  menuTemplate({ platform, developer, actions }).flatMap((menu) => [
    menu.role,
    ...(Array.isArray(menu.submenu) ? menu.submenu.map(({ role }) => role) : []),
  ]);

describe('the menu', () => {
  it.each(['darwin', 'linux', 'win32'] as const)('has what %s expects', (platform) => {
    expect(rolesOf(platform)).toEqual(expect.arrayContaining(['editMenu', 'reload', 'zoomIn', 'windowMenu', 'help']));
    expect(rolesOf(platform)).toContain(platform === 'darwin' ? 'appMenu' : 'quit');
  });

  it('offers developer tools only to those who build Telltale', () => {
    expect(rolesOf('linux', true)).toContain('toggleDevTools');
    expect(rolesOf('linux', false)).not.toContain('toggleDevTools');
  });
});
