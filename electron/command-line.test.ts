import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { monitorFlags, profileDir, programPaths } from './command-line.ts';

describe("the monitor's flags", () => {
  it.each([
    { argv: ['electron', '/telltale', '--data-dir', 'D', '--token=t'], packaged: false },
    { argv: ['electron', '--inspect=0', '.', '--data-dir', 'D', '--token=t'], packaged: false },
    { argv: ['telltale', '--data-dir', 'D', '--token=t'], packaged: true },
    {
      argv: ['telltale', '--no-sandbox', '--remote-debugging-port=9222', '--data-dir', 'D', '--token=t'],
      packaged: true,
    },
  ])('are what is left of $argv', ({ argv, packaged }) => {
    expect(monitorFlags(argv, packaged)).toEqual(['--data-dir', 'D', '--token=t']);
  });

  it('include those nobody knows, for the monitor to refuse', () => {
    expect(monitorFlags(['telltale', '--bogus', 'stray'], true)).toEqual(['--bogus', 'stray']);
  });
});

describe("Chromium's profile", () => {
  const places = { appData: '/appdata', cwd: '/work' };
  it.each([
    { flags: [], env: {}, dir: join('/appdata', 'Telltale', 'window') },
    { flags: ['--data-dir', 'D'], env: {}, dir: join(resolve('/work', 'D'), 'window') },
    { flags: ['--data-dir=/a=b'], env: { TELLTALE_DATA_DIR: '/e' }, dir: join(resolve('/a=b'), 'window') },
    { flags: [], env: { TELLTALE_DATA_DIR: '/e' }, dir: join(resolve('/e'), 'window') },
  ])('lies with the data: $flags $env', ({ flags, env, dir }) => {
    expect(profileDir(flags, env, places)).toBe(dir);
  });
});

it('finds what other processes read beside the archive', () => {
  const archive = join('/opt', 'Telltale', 'resources', 'app.asar');
  expect(programPaths(archive).monitor).toBe(join(`${archive}.unpacked`, 'dist', 'core', 'main.js'));
  expect(programPaths(archive).preload).toBe(join(archive, 'dist', 'electron', 'preload.cjs'));
  expect(programPaths('/telltale').monitor).toBe(join('/telltale', 'dist', 'core', 'main.js'));
});
