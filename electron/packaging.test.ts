import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import manifest from '../package.json' with { type: 'json' };
import { MonitorReady } from '../core/shared/index.ts';
import { areGone, run } from './testing/stand-in-checkout.ts';

const root = join(import.meta.dirname, '..');
const electronBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const text = readFileSync(join(root, 'electron-builder.yml'), 'utf8');

interface Config {
  files: string[];
  asarUnpack: string[];
  icon: string;
  afterPack: string;
  electronFuses: Record<string, boolean>;
}
const config = parse(text) as Config;
/** electron-builder edits what it checks. */
const freshConfig = () => parse(text) as Config & Record<string, unknown>;

/** electron-builder's own check of a configuration against its schema. */
const validate = (candidate: unknown) => {
  const { validateConfiguration } = electronBuilder('app-builder-lib/out/util/config/config.js') as {
    validateConfiguration(config: unknown, logger: { isEnabled: boolean }): Promise<void>;
  };
  return validateConfiguration(candidate, { isEnabled: false });
};

/** A pattern as it is read here, on this machine. */
const here = (pattern: string) =>
  pattern.replace(/^!/, '').replaceAll('${platform}', process.platform).replaceAll('${arch}', process.arch);

describe('electron-builder.yml', () => {
  it("is valid by electron-builder's own schema, which does notice mistakes", async () => {
    await expect(validate(freshConfig())).resolves.toBeUndefined();
    await expect(validate({ ...freshConfig(), asarUnpak: [] })).rejects.toThrow(/asarUnpak/);
  });

  it.each([...config.files, ...config.asarUnpack].filter((pattern) => !here(pattern).startsWith('dist/')))(
    'names something real by %s',
    (pattern) => expect(globSync(here(pattern), { cwd: root }).length).toBeGreaterThan(0),
  );

  it('unpacks what processes other than Electron read, and names its icon and its hook', () => {
    for (const pattern of ['package.json', 'dist/core/**', 'dist/renderer/**', 'assets/**', 'node_modules/**']) {
      expect(config.asarUnpack).toContain(pattern);
    }
    expect(existsSync(join(root, config.icon))).toBe(true);
    expect(existsSync(join(root, config.afterPack))).toBe(true);
    expect(manifest.main).toBe('dist/electron/main.js');
  });

  it('leaves Node on for the children of the monitor, and every other way in off', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: true,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: false,
    });
  });
});

describe('the check of a package', () => {
  const check = async (resources: string, arch: number) => {
    const hook = (await import(new URL('check-package.mjs', import.meta.url).href)) as {
      default(context: object): void;
    };
    const packager = { getResourcesDir: () => resources };
    hook.default({ appOutDir: '', arch, electronPlatformName: 'linux', packager });
  };
  const x64 = 1;

  it('refuses one without a native module, and one with a stray one', async () => {
    const resources = mkdtempSync(join(tmpdir(), 'telltale-resources-'));
    onTestFinished(() => rmSync(resources, { recursive: true }));
    const put = (path: string) => {
      mkdirSync(dirname(join(resources, path)), { recursive: true });
      writeFileSync(join(resources, path), '');
    };
    const inside = [
      'package.json',
      'dist/core/main.js',
      'dist/renderer/index.html',
      'assets/models/food11/model.onnx',
      'assets/images/index.json',
      'assets/dashboards/a.json',
      'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node',
      'node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ];
    for (const path of ['app.asar', ...inside.map((path) => `app.asar.unpacked/${path}`)]) put(path);
    await expect(check(resources, x64)).rejects.toThrow(
      /linux x64 lacks node_modules\/@img\/sharp-linux-x64\/.*such a/,
    );
    put('app.asar.unpacked/node_modules/@img/sharp-linux-x64/lib/sharp-linux-x64.node');
    await expect(check(resources, x64)).resolves.toBeUndefined();
    put('app.asar.unpacked/node_modules/onnxruntime-node/bin/napi-v6/win32/x64/onnxruntime.dll');
    await expect(check(resources, x64)).rejects.toThrow(/carries .*win32.*onnxruntime\.dll/);
  });
});

describe('a package', () => {
  /** A folder that electron-builder takes for Electron's: with the fuses it is to set, and nothing that runs. */
  const standInElectron = (at: string) => {
    mkdirSync(join(at, 'resources'), { recursive: true });
    mkdirSync(join(at, 'locales'));
    for (const language of ['en-US', 'de']) writeFileSync(join(at, 'locales', `${language}.pak`), '');
    const fuses = Buffer.concat([
      Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
      Buffer.from([1, 9]),
      Buffer.from('100000110'),
    ]);
    writeFileSync(join(at, 'electron'), Buffer.concat([Buffer.alloc(64), fuses, Buffer.alloc(64)]), { mode: 0o755 });
    writeFileSync(join(at, 'version'), '45.0.0');
  };

  it('holds what the monitor needs to run from it, and none of our sources', { timeout: 240_000 }, async ({ skip }) => {
    skip(process.platform !== 'linux', "the stand-in for Electron has Linux's layout");
    skip(!existsSync(join(root, 'dist/core/main.js')), 'nothing is built: npm run build');
    const work = mkdtempSync(join(tmpdir(), 'telltale-package-'));
    onTestFinished(() => rmSync(work, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }));
    standInElectron(join(work, 'electron'));
    const cli = electronBuilder.resolve('electron-builder/cli.js');
    const buildEnv = { PATH: `${dirname(process.execPath)}:${process.env['PATH']}`, HOME: process.env['HOME'] ?? work };
    const settings = [`-c.electronDist=${join(work, 'electron')}`, `-c.directories.output=${join(work, 'out')}`];
    const packing = run(process.execPath, [cli, '--dir', '--publish', 'never', ...settings], root, buildEnv);
    const { code } = await packing.ended;
    expect({ code, log: code === 0 ? '' : packing.stdout() + packing.stderr() }).toEqual({ code: 0, log: '' });

    const resources = globSync(join(work, 'out', '*-unpacked', 'resources'))[0]!;
    const asar = electronBuilder('@electron/asar') as {
      listPackage(path: string, options: { isPack: boolean }): string[];
    };
    const rows = asar.listPackage(join(resources, 'app.asar'), { isPack: true }).map((row) => row.split(/\s*:\s*\//));
    const packed = rows
      .filter(([how, path]) => how === 'pack' && /^(?!node_modules).*\.\w+$/.test(path!))
      .map(([, path]) => path);
    const top = new Set(rows.map(([, path]) => path!.split('/')[0]));
    const expected = ['LICENSE', 'assets', 'dist', 'electron', 'node_modules', 'package.json'];
    expect(packed).toEqual(['dist/electron/main.js', 'dist/electron/preload.cjs', 'electron/icon.png']);
    expect(top).toEqual(new Set(expected));

    // Away from the checkout, so that nothing is found by accident in a node_modules further up.
    const away = join(work, 'away');
    cpSync(join(resources, 'app.asar.unpacked'), away, { recursive: true });
    const flags = [
      '--data-dir',
      join(work, 'data'),
      '--console-port',
      '0',
      '--service-port',
      '0',
      '--log-level',
      'warn',
    ];
    const monitor = run(process.execPath, [join(away, 'dist/core/main.js'), ...flags], work, { HOME: work });
    onTestFinished(() => void monitor.child.kill('SIGKILL'));
    await monitor.until(/^\{.*\}$/m, 60_000);
    const ready = MonitorReady.parse(JSON.parse(monitor.stdout()));
    const page = await fetch(`${ready.console}/?token=${ready.token}`);
    expect(await page.text()).toContain('<title>Telltale</title>');
    const body = readFileSync(join(away, 'assets/images/test_image.jpeg'));
    const reply = await fetch(`${ready.service}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body,
    });
    expect(await reply.json()).toMatchObject({ model: 'food11' });
    monitor.child.kill('SIGTERM');
    expect((await monitor.ended).code).toBe(0);
    expect(await areGone([monitor.child.pid!], 1000)).toBe(true);
  });
});
