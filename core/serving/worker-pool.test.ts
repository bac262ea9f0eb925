import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Picture, WorkerSetup } from './worker-messages.ts';
import { createWorkerPool, type WorkerPool } from './worker-pool.ts';

const workerUrl = new URL('./testdata/crashing-worker.ts', import.meta.url);
/** What crashing-worker.ts does depends on the size of the picture. */
const picture = (size: number): Picture => ({ bytes: new Uint8Array(size), encoding: 'raw' });
const deadly = () => picture(1);
const refused = () => picture(2);
const plain = () => picture(3);

let gate: Int32Array;
let pool: WorkerPool;
const crashes: string[] = [];

async function start({ workers = 1, maxWaiting = 10, open = true } = {}) {
  gate = new Int32Array(new SharedArrayBuffer(12));
  if (open) openGate();
  crashes.length = 0;
  const setup = { gate: gate.buffer } as unknown as WorkerSetup;
  pool = createWorkerPool({ workers, maxWaiting, setup, workerUrl, onCrash: (reason) => crashes.push(reason) });
  await pool.start();
}
function openGate() {
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
}
afterEach(() => {
  openGate();
  return pool.stop();
});

describe('the worker pool', () => {
  it('answers with what the worker answers, error codes included', async () => {
    await start();
    expect([...(await pool.submit(plain()).result).features]).toEqual([3]);
    await expect(pool.submit(refused()).result).rejects.toMatchObject({ code: 'not_base64', status: 400 });
  });

  it('has two jobs per worker on their way, queues the rest, and refuses one too many', async () => {
    await start({ workers: 2, maxWaiting: 3, open: false });
    const accepted = Array.from({ length: 7 }, () => pool.submit(plain()).result);
    expect(pool.queueLength()).toBe(3);
    expect(() => pool.submit(plain())).toThrow(expect.objectContaining({ code: 'queue_full', status: 503 }));
    openGate();
    await Promise.all(accepted);
    expect(pool.queueLength()).toBe(0);
  });

  it('drops a job whose client has gone while it waits', async () => {
    await start({ open: false });
    const jobs = [plain(), plain(), plain(), plain()].map((each) => pool.submit(each));
    jobs[2]!.cancel();
    await expect(jobs[2]!.result).rejects.toThrow('The client has gone.');
    expect(pool.queueLength()).toBe(1);
    openGate();
    // Too late for one that has begun: it is answered, and nobody listens.
    jobs[0]!.cancel();
    await Promise.all([jobs[0]!.result, jobs[1]!.result, jobs[3]!.result]);
  });

  it('replaces a worker that died; its jobs fail, those that wait do not', async () => {
    await start();
    const [killer, bystander, waiting] = [deadly(), plain(), plain()].map((each) => pool.submit(each).result);
    await expect(killer).rejects.toMatchObject({ code: 'model_failed', status: 500 });
    await expect(bystander).rejects.toMatchObject({ code: 'model_failed' });
    expect([...(await waiting!).features]).toEqual([3]);
    expect(crashes).toEqual(['an inference worker ended with exit code 3']);
    expect(gate[1]).toBe(2);
  });

  it('keeps answering with the workers that are left', async () => {
    await start({ workers: 2 });
    const killed = pool.submit(deadly()).result;
    await expect(killed).rejects.toMatchObject({ code: 'model_failed' });
    expect(pool.isReady()).toBe(true);
    await expect(pool.submit(plain()).result).resolves.toBeDefined();
  });

  it('fails what waits when no worker can be brought back, and recovers when one can', async () => {
    await start();
    Atomics.store(gate, 2, 1);
    await expect(pool.submit(deadly()).result).rejects.toMatchObject({ code: 'model_failed' });
    expect(pool.isReady()).toBe(false);
    await expect(pool.submit(plain()).result).rejects.toThrow(/told so/);
    Atomics.store(gate, 2, 0);
    await vi.waitFor(() => expect(pool.isReady()).toBe(true), 5_000);
    await expect(pool.submit(plain()).result).resolves.toBeDefined();
  });

  it('does not start on a model that cannot be used', async () => {
    await start();
    await pool.stop();
    Atomics.store(gate, 2, 1);
    pool = createWorkerPool({
      workers: 2,
      maxWaiting: 1,
      setup: { gate: gate.buffer } as unknown as WorkerSetup,
      workerUrl,
    });
    await expect(pool.start()).rejects.toMatchObject({ code: 'bad_model_package' });
  });

  it('leaves nobody waiting when it is stopped', async () => {
    await start({ open: false });
    const results = [plain(), plain(), plain()].map((each) => pool.submit(each).result);
    const outcomes = Promise.allSettled(results);
    await pool.stop();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
});
