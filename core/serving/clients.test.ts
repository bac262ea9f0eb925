import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base64, plain, useService, withImage } from './testdata/running-service.ts';

const run = promisify(execFile);
const has = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const service = useService();
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'telltale-clients-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** As the tutorial's web application and its notebook call the service. */
const tutorialClient = `
import base64, json, sys, requests
url, path = sys.argv[1:3]
with open(path, 'rb') as file:
    encoded = base64.b64encode(file.read()).decode('utf-8')
good = requests.post(f'{url}/predict', json={'image': encoded}, timeout=5)
good.raise_for_status()
empty = requests.post(f'{url}/predict', json={}, timeout=5)
session = requests.Session()
large = session.post(f'{url}/predict', json={'image': 'A' * 3_000_000}, timeout=5)
after = session.post(f'{url}/predict', json={'image': encoded}, timeout=5)
print(json.dumps([good.json().get('prediction'), empty.status_code, empty.json()['detail'][0]['msg'], large.status_code, after.status_code]))
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('clients that exist already', () => {
  it('curl sends a JSON body, a picture and a form', async ({ skip }) => {
    skip(!has('curl', '--version'), 'curl is not installed');
    const picture = join(dir, 'green.png');
    const body = join(dir, 'body.json');
    const bytes = await plain('#00ff00');
    await writeFile(picture, bytes);
    await writeFile(body, withImage(base64(bytes)));
    for (const args of [
      ['-H', 'content-type: application/json', '--data', `@${body}`],
      ['-H', 'content-type: image/png', '--data-binary', `@${picture}`],
      ['-F', `file=@${picture}`],
    ]) {
      const { stdout } = await run('curl', [
        '--silent',
        '--fail',
        '--max-time',
        '5',
        ...args,
        `${service.url}/predict`,
      ]);
      expect(JSON.parse(stdout)).toMatchObject({ prediction: 'green' });
    }
  });

  it('Python\u2019s requests is answered as by the tutorial, and survives a body that is too large', async ({
    skip,
  }) => {
    skip(!has('python3', '-c', 'import requests'), 'Python with requests is not installed');
    const picture = join(dir, 'red.png');
    await writeFile(picture, await plain('#ff0000'));
    const { stdout } = await run('python3', ['-c', tutorialClient, service.url, picture]);
    expect(JSON.parse(stdout)).toEqual(['red', 422, 'Field required', 413, 200]);
  });

  it('Prometheus scrapes it, and counts what it is asked', { timeout: 60_000 }, async ({ skip }) => {
    skip(!has('prometheus', '--version'), 'prometheus is not installed');
    const port = await freePort();
    const config = join(dir, 'prometheus.yml');
    const job = { job_name: 'food11', static_configs: [{ targets: [new URL(service.url).host] }] };
    await writeFile(config, JSON.stringify({ global: { scrape_interval: '1s' }, scrape_configs: [job] }));
    const options = {
      'config.file': config,
      'storage.tsdb.path': join(dir, 'data'),
      'web.listen-address': `127.0.0.1:${port}`,
    };
    const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
    const prometheus = spawn('prometheus', args, { stdio: 'ignore' });
    const query = async (expression: string) => {
      const url = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(expression)}`;
      const answer = await fetch(url).then(
        (response) => response.json(),
        () => null,
      );
      const { data } = (answer ?? {}) as { data?: { result: { value: [number, string] }[] } };
      return data?.result[0]?.value[1];
    };
    try {
      await expect.poll(() => query('up{job="food11"}'), { timeout: 20_000, interval: 250 }).toBe('1');
      const body = withImage(base64(await plain('#0000ff')));
      const headers = { 'content-type': 'application/json' };
      for (let i = 0; i < 3; i++)
        await (await fetch(`${service.url}/predict`, { method: 'POST', headers, body })).text();
      const blue = 'increase(predicted_class_total{class_name="blue"}[1m]) > 0';
      await expect.poll(() => query(blue), { timeout: 20_000, interval: 250 }).toBeDefined();
      const p95 =
        'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_fine_seconds_bucket{handler="/predict"}[1m])))';
      expect(Number(await query(p95))).toBeGreaterThan(0);
    } finally {
      prometheus.kill('SIGTERM');
      await once(prometheus, 'exit');
    }
  });
});
