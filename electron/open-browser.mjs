import { spawn } from 'node:child_process';

/** Opens `url` in the person's own browser where there is a screen to show it on; silent where there is none. */
export function openBrowser(url, { platform, env } = process) {
  if (env.CI || env.BROWSER === 'none') return;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return;
  const [command, args] = opener(platform, url);
  const browser = spawn(command, args, { stdio: 'ignore', detached: true });
  // No xdg-open, no browser: the address has been printed, and that is enough.
  browser.on('error', () => {});
  browser.unref();
}

function opener(platform, url) {
  if (platform === 'darwin') return ['open', [url]];
  // Not `start`, which is a word of cmd.exe and would read the & of an address as its own.
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  return ['xdg-open', [url]];
}
