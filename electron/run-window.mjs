import { spawn } from 'node:child_process';
import { createTail, keep, say } from './children.mjs';

/** What Electron says when it cannot start, and what that means to a person. */
const meanings = [
  [/SUID sandbox helper|No usable sandbox|setuid sandbox/i, 'this system does not let Electron set up its sandbox'],
  [
    /Missing X server|cannot open display|Unable to open X display|Failed to connect to Wayland/i,
    'the display cannot be opened',
  ],
  [/error while loading shared libraries: ([^\s:]+)/, (found) => `Electron needs ${found[1]}, which is not installed`],
];

/**
 * Runs Electron until its window is closed: the exit code. When it dies before the window is shown (no sandbox, a
 * missing library), resolves with why instead, so that the console can be shown another way.
 */
export async function runWindow(electron, args, told) {
  // Editors' terminals may set it, and Electron would be a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const shell = spawn(electron, args, { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const held = createTail(65_536);
  let shown = false;
  // Held back until the window is there: a failed attempt is told in one line, not in Chromium's dozen.
  const show = () => {
    if (!shown) process.stderr.write(held.text());
    shown = true;
  };
  shell.stderr.on('data', (chunk) => (shown ? process.stderr.write(chunk) : held.add(chunk)));
  shell.on('message', ({ type }) => {
    if (type === 'elsewhere') say('Telltale is open already: its window has been brought to the front.');
    // From here on Electron has done its part, even if the monitor then refuses a flag or a busy directory.
    show();
  });
  let code;
  try {
    code = await keep(shell, told);
  } catch (error) {
    return `Electron could not be started (${error.code ?? error.message})`;
  }
  if (shown || code === 0 || told.stop.aborted) {
    show();
    return code;
  }
  return meaning(held.text()) ?? `Electron ended with code ${code} before it showed one`;
}

function meaning(text) {
  for (const [pattern, say] of meanings) {
    const found = pattern.exec(text);
    if (found) return typeof say === 'string' ? say : say(found);
  }
  return null;
}
