/** The clients people already have, unchanged, against the real service process: curl, Python's requests, Prometheus. */
import { type ChildProcess, execFile, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { FromChild, PredictReply, type ServiceConfig } from './shared/index.ts';

const run = promisify(execFile);
const ours = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const picture = ours('../assets/images/test_image.jpeg');
const folder = mkdtempSync(join(tmpdir(), 'telltale-clients-'));
const works = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

const config: ServiceConfig = {
  host: '127.0.0.1',
  port: 0,
  modelDir: ours('../assets/models/food11'),
  internalToken: 'a-token-of-sixteen-letters',
  apiKey: null,
  workers: 1,
  maxBodyBytes: 20_000_000,
  maxImagePixels: 40_000_000,
  maxWaiting: 200,
  logLevel: 'warn',
};

let service: ChildProcess;
let origin: string;

beforeAll(async () => {
  service = fork(ours('./serving/main.ts'), { env: { ...process.env, TELLTALE_SERVICE: JSON.stringify(config) } });
  const [message] = (await once(service, 'message')) as [unknown];
  const said = FromChild.parse(message);
  origin = said.type === 'ready' ? (said.url ?? '') : '';
});

afterAll(async () => {
  service.kill('SIGTERM');
  await once(service, 'exit');
  rmSync(folder, { recursive: true });
});

it('answers curl', async ({ skip }) => {
  skip(!works('curl', '--version'), 'curl is not installed');
  const body = join(folder, 'body.json');
  writeFileSync(body, JSON.stringify({ image: readFileSync(picture).toString('base64') }));
  const json = ['-H', 'Content-Type: application/json', '--data-binary', `@${body}`];
  for (const way of [
    json,
    ['-F', `file=@${picture}`],
    ['-H', 'Content-Type: image/jpeg', '--data-binary', `@${picture}`],
  ]) {
    const { stdout } = await run('curl', ['--silent', '--fail', ...way, `${origin}/predict`]);
    expect(PredictReply.parse(JSON.parse(stdout)).prediction).toBe('Seafood');
  }
});

it("answers the tutorial's client, written with Python's requests", async ({ skip }) => {
  skip(!works('python3', '-c', 'import requests'), 'python3 with requests is not installed');
  const script = `
import base64, json, sys, requests
url, path = sys.argv[1:]
with open(path, "rb") as f:
    encoded = base64.b64encode(f.read()).decode("utf-8")
good = requests.post(url, json={"image": encoded}, timeout=5)
empty = requests.post(url, json={}, timeout=5)
bad = requests.post(url, json={"image": "bad data"}, timeout=5)
print(json.dumps([good.status_code, good.json(), empty.status_code, empty.json()["detail"], bad.status_code]))
`;
  const { stdout } = await run('python3', ['-c', script, `${origin}/predict`, picture]);
  expect(JSON.parse(stdout)).toEqual([
    200,
    expect.objectContaining({ prediction: 'Seafood', probability: expect.any(Number) as number }),
    422,
    [{ type: 'missing', loc: ['body', 'image'], msg: 'Field required', input: {} }],
    400,
  ]);
});

it('is scraped by a real Prometheus, under the names the tutorial asks for', async ({ skip }) => {
  skip(!works('prometheus', '--version'), 'prometheus is not installed');
  const file = join(folder, 'prometheus.yml');
  const target = new URL(origin).host;
  writeFileSync(
    file,
    `scrape_configs: [{job_name: food11, scrape_interval: 1s, static_configs: [{targets: ['${target}']}]}]\n`,
  );
  const address = `127.0.0.1:${await freePort()}`;
  const flags = [`--config.file=${file}`, `--storage.tsdb.path=${folder}/tsdb`, `--web.listen-address=${address}`];
  const prometheus = spawn('prometheus', flags, { stdio: 'ignore' });
  const ask = async (query: string): Promise<Record<string, string>[]> => {
    const reply = await fetch(`http://${address}/api/v1/query?query=${encodeURIComponent(query)}`);
    const { data } = (await reply.json()) as {
      data: { result: { metric: Record<string, string>; value: [number, string] }[] };
    };
    return data.result.map(({ metric, value }) => ({ ...metric, value: value[1] }));
  };
  try {
    await vi.waitFor(async () => expect(await ask('up{job="food11"}')).toMatchObject([{ value: '1' }]), {
      timeout: 30_000,
      interval: 250,
    });
    const of = `{handler="/predict",job="food11"}`;
    expect(await ask(`http_requests_total${of}`)).toContainEqual(
      expect.objectContaining({ method: 'POST', status: '2xx', instance: target }),
    );
    for (const metric of [
      'http_request_duration_seconds_sum',
      'http_request_duration_seconds_bucket',
      'http_request_size_bytes_count',
      'http_response_size_bytes_sum',
    ]) {
      expect(await ask(`${metric}${of}`)).not.toEqual([]);
    }
    expect(await ask('count(predicted_class_total)')).toMatchObject([{ value: '11' }]);
    expect(await ask('prediction_confidence_bucket')).toHaveLength(12);
  } finally {
    prometheus.kill('SIGKILL');
    await once(prometheus, 'exit');
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
