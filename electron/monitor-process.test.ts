import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MonitorReady } from '../core/shared/index.ts';
import { createRestartPolicy } from '../core/supervisor/index.ts';
import { FakeUtilityProcess, resetElectron } from './testing/fake-electron.ts';
import { createMonitorProcess, monitorEnv, MonitorFailure } from './monitor-process.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));
beforeEach(resetElectron);

/** A monitor on a clock of the test's, and what was heard of it. */
function monitorOf({ again = false } = {}) {
  const clock = { nowMs: 0 };
  const heard = { ready: [] as MonitorReady[], gaveUp: [] as string[], lost: 0 };
  const monitor = createMonitorProcess({
    entry: '/telltale/dist/core/main.js',
    flags: ['--service-port', '0'],
    env: { PATH: '/bin' },
    restart: createRestartPolicy({ limit: 3, withinMs: 5 * 60_000 }),
    onReady: (ready) => heard.ready.push(ready),
    onGiveUp: async (reason) => heard.gaveUp.push(reason) > 0 && again,
    onLost: () => (heard.lost += 1),
    now: () => clock.nowMs,
  });
  return { monitor, heard, clock };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** The monitor answers, and then ends by itself. */
async function crash() {
  FakeUtilityProcess.last.answer();
  await settled();
  FakeUtilityProcess.last.end(11);
  await settled();
}

describe('the monitor process', () => {
  it('is named, gets the flags, and is ready when it says so', async () => {
    const { monitor, heard } = monitorOf();
    const starting = monitor.start();
    expect(FakeUtilityProcess.last).toMatchObject({
      entry: '/telltale/dist/core/main.js',
      args: ['--service-port', '0'],
      options: { serviceName: 'Telltale monitor', env: { PATH: '/bin' } },
    });
    FakeUtilityProcess.last.emit('message', { type: 'chatter' });
    expect(heard.ready).toEqual([]);
    FakeUtilityProcess.last.answer();
    await starting;
    expect(heard.ready).toMatchObject([{ console: 'http://127.0.0.1:4400', token: 't' }]);
  });

  it('that ends before it is ready is a failure with its exit code and its reason, not a crash', async () => {
    const { monitor } = monitorOf();
    const starting = monitor.start();
    FakeUtilityProcess.last.emit('message', { type: 'failed', code: 'port_taken', message: 'Port 8000 is held.' });
    FakeUtilityProcess.last.end(1);
    await expect(starting).rejects.toEqual(new MonitorFailure(1, 'Port 8000 is held.'));
    await expect(starting).rejects.toMatchObject({ exitCode: 1 });
    expect(FakeUtilityProcess.all).toHaveLength(1);
  });

  it('is started again after a crash with the same token and port, so that the page goes on', async () => {
    const { monitor, heard } = monitorOf();
    void monitor.start();
    await crash();
    expect(FakeUtilityProcess.all).toHaveLength(2);
    expect(FakeUtilityProcess.last.options.env).toEqual({
      PATH: '/bin',
      TELLTALE_TOKEN: 't',
      TELLTALE_CONSOLE_PORT: '4400',
    });
    FakeUtilityProcess.last.answer();
    expect(heard.ready).toHaveLength(2);
  });

  it('is left alone after three crashes in five minutes when the person says so', async () => {
    const { monitor, heard } = monitorOf();
    void monitor.start();
    for (let i = 0; i < 3; i += 1) await crash();
    expect(heard).toMatchObject({ gaveUp: ['The monitor ended with exit code 11.'], lost: 1 });
    expect(FakeUtilityProcess.all).toHaveLength(3);
  });

  it('is started a fourth time when the person asks for it', async () => {
    const { monitor, heard } = monitorOf({ again: true });
    void monitor.start();
    for (let i = 0; i < 3; i += 1) await crash();
    expect(FakeUtilityProcess.all).toHaveLength(4);
    expect(heard.lost).toBe(0);
  });

  it('is restarted without asking when its crashes are further apart', async () => {
    const { monitor, heard, clock } = monitorOf();
    void monitor.start();
    for (let i = 0; i < 5; i += 1) {
      await crash();
      clock.nowMs += 3 * 60_000;
    }
    expect(heard.gaveUp).toEqual([]);
    expect(FakeUtilityProcess.all).toHaveLength(6);
  });

  it('counts a restart that fails as a crash', async () => {
    const { monitor, heard } = monitorOf();
    void monitor.start();
    await crash();
    FakeUtilityProcess.last.end(1);
    await settled();
    FakeUtilityProcess.last.end(1);
    await settled();
    expect(heard).toMatchObject({ gaveUp: ['The monitor ended before it was ready.'], lost: 1 });
  });

  it('is asked to stop, and its end is then no crash', async () => {
    const { monitor, heard } = monitorOf();
    void monitor.start();
    FakeUtilityProcess.last.answer();
    const stopping = monitor.stop({ graceMs: 5000 });
    expect(FakeUtilityProcess.last.sent).toEqual([{ type: 'stop' }]);
    FakeUtilityProcess.last.end(0);
    await stopping;
    await settled();
    expect(FakeUtilityProcess.all).toHaveLength(1);
    expect(heard).toMatchObject({ gaveUp: [], lost: 0 });
    await monitor.stop({ graceMs: 5000 });
  });

  it('is ended when it does not stop within its grace', async () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const { monitor } = monitorOf();
    void monitor.start();
    FakeUtilityProcess.last.answer();
    FakeUtilityProcess.last.pid = 4711;
    const stopping = monitor.stop({ graceMs: 20 });
    await vi.waitFor(() => expect(kill).toHaveBeenCalledWith(4711, 'SIGKILL'));
    FakeUtilityProcess.last.end(9);
    await stopping;
    kill.mockRestore();
  });
});

describe('the environment of the monitor', () => {
  it('holds what it needs to run and nothing of the secrets around it', () => {
    const env = {
      Path: 'C:\\bin',
      HOME: '/home/ada',
      TELLTALE_TOKEN: 't',
      AWS_SECRET_ACCESS_KEY: 's',
      NODE_OPTIONS: '--x',
    };
    expect(monitorEnv(env)).toEqual({ Path: 'C:\\bin', HOME: '/home/ada', TELLTALE_TOKEN: 't' });
  });
});
