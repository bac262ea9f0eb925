import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadModelPackage } from '../../models/index.ts';
import { food11Dir } from '../testdata/golden.ts';
import { createDriftMetrics } from './drift-metrics.ts';
import { createDriftThread } from './drift-thread.ts';
import { createDriftWatch, type DriftWatch } from './drift-watch.ts';

const outputs = () => ({ features: new Float32Array(1280), probabilities: new Float64Array(11) });
const quiet = { info: () => {}, warn: () => {} };
let dir: string;
let registry: Registry;
let watch: DriftWatch;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'telltale-drift-'));
  registry = new Registry();
  const model = await loadModelPackage(food11Dir);
  watch = createDriftWatch({ model, dir, metrics: createDriftMetrics(registry, model.manifest), logger: quiet });
});
afterEach(async () => {
  await watch.stop();
  await rm(dir, { recursive: true, force: true });
});

async function until(what: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 20_000; !what(); await sleep(10))
    if (Date.now() > deadline) throw new Error(`not in time: ${what.toString()}`);
}
const dropped = async () => (await registry.getSingleMetric('drift_samples_dropped_total')!.get()).values[0]!.value;

it('holds at most 256 samples for the detector: what finds no room is dropped and counted, at once', async () => {
  watch.start();
  const startMs = performance.now();
  for (let i = 0; i < 300; i++) watch.take(String(i), i, outputs());
  // A request hands its sample over and goes on: nothing here waits for the thread, which has not even begun.
  expect(performance.now() - startMs).toBeLessThan(500);
  expect(await dropped()).toBe(44);
  await until(() => watch.page(0, 1000).status.counts.samples === 256);
  expect(watch.page(0, 1000).records.map(({ id }) => id)).toEqual(Array.from({ length: 256 }, (_, i) => String(i)));
  watch.take('later', 0, outputs());
  await until(() => watch.page(0, 1000).status.counts.samples === 257);
  expect(await dropped()).toBe(44);
}, 30_000);

it('takes the buffer of the features along instead of copying it', async () => {
  watch.start();
  const one = outputs();
  watch.take('one', 0, one);
  expect(one.features.length).toBe(0);
  expect(one.probabilities.length).toBe(11);
});

it('a thread that dies is replaced, and told what was chosen meanwhile', async () => {
  const crashes: string[] = [];
  const setups: number[] = [];
  const thread = createDriftThread({
    url: new URL('data:text/javascript,throw new Error("out of luck")'),
    setup() {
      setups.push(setups.length);
      return {
        model: { name: 'm', version: '1' },
        labels: [],
        reference: { features: '', probabilities: null },
        dir,
        wanted: null,
      };
    },
    onMessage: () => {},
    onCrash: (reason) => crashes.push(reason),
  });
  thread.start();
  await until(() => crashes.length === 2);
  expect(crashes).toEqual(['out of luck', 'out of luck']);
  expect(setups).toEqual([0, 1]);
  await thread.stop();
});
