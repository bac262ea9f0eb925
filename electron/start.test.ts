import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  areGone,
  type Checkout,
  run,
  type Running,
  standInCheckout,
  standInElectron,
} from './testing/stand-in-checkout.ts';

const windows = process.platform === 'win32';

let checkout: Checkout;
let started: Running[];
beforeEach(async () => {
  checkout = standInCheckout();
  started = [];
  await checkout.start('prepare.mjs').ended;
});
afterEach(() => {
  for (const { child } of started) child.kill('SIGKILL');
  checkout.remove();
});

function start(args: string[] = [], env: Record<string, string> = {}) {
  const running = checkout.start('start.mjs', args, { CI: '1', ...env });
  started.push(running);
  return running;
}

/** The processes the stand-in monitor said it is made of. */
async function monitorPids(running: Running) {
  const [, monitor, service] = await running.until(/pids (\d+) (\d+)/);
  return [Number(monitor), Number(service)];
}

describe('npm run headless', () => {
  it('prints one line of JSON on stdout and nothing else', async () => {
    const running = start(['--headless', '--console-port', '0']);
    await running.until(/ready/);
    running.child.kill('SIGTERM');
    expect((await running.ended).code).toBe(0);
    expect(running.stdout()).toBe(
      '{"ready":true,"console":"http://127.0.0.1:4400","token":"a+b","service":"http://127.0.0.1:8000"}\n',
    );
    expect(running.stderr()).toContain('flags --console-port 0');
    expect(running.stderr()).toContain('monitor stopped');
  });

  it('answers --help on stdout, and passes on the exit code of a bad flag', async () => {
    const help = start(['--headless', '--help']);
    expect((await help.ended).code).toBe(0);
    expect(help.stdout()).toBe('usage\n');
    for (const headless of [['--headless'], []]) {
      const bad = start([...headless, '--bogus']);
      expect((await bad.ended).code).toBe(2);
      expect(bad.stderr()).toBe("Unknown option '--bogus'. See --help.\n");
    }
  });

  describe('told to stop', () => {
    beforeEach(({ skip }) => skip(windows, 'Windows has no signals to send'));

    it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops everything on %s', async (signal) => {
      const running = start(['--headless']);
      const pids = await monitorPids(running);
      await running.until(/"ready"/);
      running.child.kill(signal);
      expect((await running.ended).code).toBe(0);
      expect(await areGone(pids, 1000)).toBe(true);
    });

    it('ends a monitor that does not stop within five seconds', async () => {
      const running = start(['--headless', '--deaf']);
      const pids = await monitorPids(running);
      await running.until(/"ready"/);
      const askedAtMs = Date.now();
      running.child.kill('SIGTERM');
      expect((await running.ended).code).toBe(137);
      expect(Date.now() - askedAtMs).toBeLessThan(7000);
      expect(await areGone(pids, 1000)).toBe(true);
    });

    it('leaves nothing behind when it is killed outright', async () => {
      const running = start(['--headless']);
      const pids = await monitorPids(running);
      running.child.kill('SIGKILL');
      await running.ended;
      expect(await areGone(pids, 2000)).toBe(true);
    });

    it.each(['exec node', 'node'])('stops when the npm that started it by "%s" is killed outright', async (node) => {
      // npm runs scripts through a shell, which may or may not stay in between; here the test's parent plays npm.
      const line = `${node} electron/start.mjs --headless; exit $?`.replace(/^exec (.*);.*/, 'exec $1');
      const program = `require('node:child_process').spawn('/bin/sh', ['-c', ${JSON.stringify(line)}], { stdio: 'inherit' })`;
      const npm = run(process.execPath, ['-e', program], checkout.root, {
        PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
        npm_lifecycle_event: 'headless',
      });
      started.push(npm);
      const pids = await monitorPids(npm);
      await npm.until(/"ready"/);
      npm.child.kill('SIGKILL');
      expect(await areGone(pids, 4000)).toBe(true);
    });
  });
});

describe('npm start', () => {
  beforeEach(({ skip }) => skip(windows, 'the stand-in for Electron is a script, which Windows does not execute'));

  const shown = `process.send({ type: 'shown' }); process.on('message', ({ type }) => type === 'stop' && process.exit(0));
    process.on('disconnect', () => process.exit(0)); console.error('args ' + process.argv.slice(2).join(' '));`;
  const display = { DISPLAY: ':7' };

  // Whoever runs the tests may be root, where a window needs --no-sandbox on Linux.
  const window = (env: Record<string, string> = {}) =>
    start(['--no-sandbox', '--service-port', '1'], { ...display, ...env });

  it('serves a browser where there is no display', async ({ skip }) => {
    skip(process.platform !== 'linux', 'only Linux can be without a display');
    const running = start();
    await running.until(/Console {2}http:\/\/127\.0\.0\.1:4400\/\?token=a%2Bb\n/);
    expect(running.stderr()).toContain(
      'telltale: No window: there is no display here. The console opens in a browser instead.\n',
    );
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(0);
  });

  it('opens the window with the flags it was given, and ends with it', async () => {
    standInElectron(checkout, `${shown} setTimeout(() => process.exit(3), 300);`);
    const running = window();
    expect((await running.ended).code).toBe(3);
    expect(running.stderr()).toContain(`args ${checkout.root} --no-sandbox --service-port 1`);
    expect(running.stdout()).toBe('');
  });

  it('closes the window when asked to stop', async () => {
    standInElectron(checkout, `${shown} setInterval(() => {}, 1000);`);
    const running = window();
    await running.until(/args/);
    running.child.kill('SIGTERM');
    expect((await running.ended).code).toBe(0);
  });

  it.each([
    {
      dies: "console.error('FATAL: The SUID sandbox helper binary was found'); process.kill(process.pid, 'SIGTRAP')",
      say: 'does not let Electron set up its sandbox',
    },
    {
      dies: "console.error('electron: error while loading shared libraries: libnss3.so: cannot open'); process.exit(127)",
      say: 'Electron needs libnss3.so, which is not installed',
    },
    { dies: 'process.exit(7)', say: 'Electron ended with code 7 before it showed one' },
  ])('falls back to a browser when Electron dies because $say', async ({ dies, say }) => {
    standInElectron(checkout, dies);
    const running = window();
    await running.until(/Console {2}http/);
    expect(running.stderr().match(/telltale: .*/g)).toEqual([expect.stringContaining(say) as string]);
    expect(running.stderr()).not.toContain('SUID');
    running.child.kill('SIGTERM');
    await running.ended;
  });

  it('passes on a refusal of the monitor instead of trying a browser', async () => {
    standInElectron(
      checkout,
      "console.error('Unknown option'); process.send({ type: 'failed' }, () => process.exit(2));",
    );
    const running = window();
    expect((await running.ended).code).toBe(2);
    expect(running.stderr()).toBe('Unknown option\n');
  });

  it('says that another window is open already', async () => {
    standInElectron(checkout, "process.send({ type: 'elsewhere' }, () => process.exit(0));");
    const running = window();
    expect((await running.ended).code).toBe(0);
    expect(running.stderr()).toContain('is open already');
  });

  describe("when Electron's binary has not been fetched", () => {
    /** An installer of the test's, and a site that answers nothing, or not at all. */
    const installer = async (program: string, answers: boolean) => {
      checkout.write('node_modules/electron/package.json', '{"version":"45.0.0"}');
      checkout.write('node_modules/electron/install.js', program);
      const site = createServer((_request, response) => void response.writeHead(404).end());
      await once(site.listen(0, '127.0.0.1'), 'listening');
      const mirror = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
      if (!answers) await once(site.close(), 'close');
      else onTestFinished(() => void site.close());
      return window({ ELECTRON_MIRROR: mirror });
    };

    it('fetches it and then opens the window', async () => {
      standInElectron(checkout, `${shown} setTimeout(() => process.exit(0), 100);`);
      rmSync(join(checkout.root, 'node_modules/electron/path.txt'));
      const program = "require('node:fs').writeFileSync(__dirname + '/path.txt', 'electron')";
      const running = await installer(program, true);
      expect((await running.ended).code).toBe(0);
      expect(running.stderr()).toMatch(/Fetching Electron 45\.0\.0[^]*args /);
    });

    it.each([
      { answers: true, say: /No window: Electron's binary could not be fetched \(checksum mismatch\)\. The console/ },
      { answers: false, say: /\(127\.0\.0\.1:\d+ cannot be reached: ECONNREFUSED\)\. The console/ },
    ])('falls back to a browser in one line when that fails (the site answers: $answers)', async ({ answers, say }) => {
      const running = await installer("console.error('Error: checksum mismatch'); process.exit(1)", answers);
      await running.until(/Console {2}http/);
      expect(running.stderr()).toMatch(say);
      running.child.kill('SIGTERM');
      await running.ended;
    });
  });
});
