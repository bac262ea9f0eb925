import { join, resolve } from 'node:path';

/** Switches that are Chromium's, Electron's or the system's: they have been read already and are not the monitor's. */
const notOurs =
  /^(-psn_.*|--(no-sandbox|inspect|inspect-brk|remote-debugging-port|remote-debugging-pipe|user-data-dir|ozone-platform(-hint)?|enable-features|disable-features|disable-gpu|force-device-scale-factor|lang|allow-file-access-from-files|original-process-start-time|squirrel-[\w-]+)(=.*)?)$/;

/**
 * The monitor's flags on Electron's command line: what follows the executable or, when not packaged, the path of the
 * application, which is the first word that is no switch.
 */
export function monitorFlags(argv: readonly string[], packaged: boolean): string[] {
  const at = packaged ? 0 : argv.findIndex((arg, i) => i > 0 && !arg.startsWith('-'));
  return argv.slice(at + 1).filter((flag) => !notOurs.test(flag));
}

/**
 * Where Chromium keeps its own files, such as the window's place: with the data, so that a window on another data
 * directory is another application, with its own single-instance lock.
 */
export function profileDir(
  flags: readonly string[],
  env: NodeJS.ProcessEnv,
  { appData, cwd }: { appData: string; cwd: string },
): string {
  const at = flags.findIndex((flag) => flag === '--data-dir' || flag.startsWith('--data-dir='));
  const flag = flags[at]?.split('=').slice(1).join('=') || flags[at + 1];
  const dataDir = at === -1 ? env['TELLTALE_DATA_DIR'] : flag;
  return dataDir ? join(resolve(cwd, dataDir), 'window') : join(appData, 'Telltale', 'window');
}

/** Where the built parts are. Packaged, what other processes read lies beside the archive, in real files. */
export function programPaths(appPath: string) {
  const unpacked = appPath.replace(/\.asar$/, '.asar.unpacked');
  return {
    monitor: join(unpacked, 'dist', 'core', 'main.js'),
    preload: join(appPath, 'dist', 'electron', 'preload.cjs'),
    icon: join(appPath, 'electron', 'icon.png'),
  };
}
