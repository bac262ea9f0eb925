import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { builtInPlans, LoadPlan } from '../shared/index.ts';
import { writeLoadScript } from './index.ts';

const service = 'http://127.0.0.1:8000';
const picturesOf = (plan: LoadPlan) =>
  plan.mix.map(({ payload }) =>
    payload.kind === 'images' || payload.kind === 'folder' ? ['/pictures/a/1.jpg', '/pictures/b/it\'s "2".jpg'] : [],
  );
const write = (tool: 'k6' | 'locust', plan: LoadPlan) =>
  writeLoadScript(tool, { plan, service, pictures: picturesOf(plan) });

const planWith = (rest: object) =>
  LoadPlan.parse({
    name: 'mine',
    title: 'Mine',
    schedule: { kind: 'closed', stages: [{ concurrency: 2, durationMs: 1500 }] },
    ...rest,
  });
const open = planWith({
  schedule: {
    kind: 'open',
    arrivals: 'poisson',
    maxInFlight: 40,
    stages: [
      { fromPerSecond: 0.5, toPerSecond: 20, durationMs: 2000 },
      { fromPerSecond: 20, toPerSecond: 20, durationMs: 1000 },
    ],
  },
});
const own = planWith({
  target: { kind: 'url', url: 'http://127.0.0.1:9/v2/infer?x=1', method: 'PUT', headers: { 'X-Who': 'it\'s "me" \\' } },
  mix: [{ payload: { kind: 'empty' } }, { weight: 3, payload: { kind: 'folder', path: '/pictures' } }],
  keepAlive: false,
  thresholds: { p95BelowMs: 200, p99BelowMs: 900, errorShareBelow: 0.01, ratePerSecondAbove: 5 },
});
const plans = [...builtInPlans, open, own];

/** What stands at the top level of a module, by kind. */
const topLevel = (text: string): string[] => parseAst(text).body.map(({ type }) => type);

/** Python's own parser: the kinds of statements at the top level, or its complaint. */
function pythonTopLevel(texts: readonly string[]): string[][] {
  const program =
    'import ast, json, sys\nprint(json.dumps([[type(s).__name__ for s in ast.parse(t).body] for t in json.load(sys.stdin)]))';
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as string[][];
}
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** What k6 is told to do: the value of `options`, read by running the module's text with k6's own modules left out. */
function k6Options(plan: LoadPlan) {
  const { text } = write('k6', plan);
  const options = /export const options = (\{[\s\S]*?\n\});/.exec(text)![1]!;
  // oxlint-disable-next-line typescript/no-implied-eval
  return new Function(`return ${options}`)() as {
    scenarios: { plan: Record<string, unknown> };
    thresholds: Record<string, string[]>;
    noConnectionReuse: boolean;
  };
}

/** Any text a person may type, with what ends lines and strings in either language made likely. */
const typed = fc
  .array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\n', '\r', '\u2028', '"""', "'", '\\', '*/', '${x}', '`')),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) => parts.join('').slice(0, 110))
  .filter((text) => text.length > 0);
const typedPath = typed.map((text) => `/x${text.replace(/[^\x21-\x7e]/g, '')}`);
const typedPlan = fc
  .record({ title: typed, description: typed, path: typedPath })
  .map(({ title, description, path }) => planWith({ title, description, target: { kind: 'service', path } }));

describe('a plan as a k6 script', () => {
  it.each(plans.map((plan) => [plan.name, plan] as const))('parses as a module: %s', (_name, plan) => {
    const { fileName, text } = write('k6', plan);
    expect(fileName).toBe(`${plan.name}.k6.js`);
    expect(topLevel(text)).toContain('ExportDefaultDeclaration');
  });

  it('has the same statements whatever its plan is called', () => {
    const plain = topLevel(write('k6', planWith({})).text);
    fc.assert(
      fc.property(typedPlan, (plan) => {
        expect(topLevel(write('k6', plan).text)).toEqual(plain);
      }),
    );
  });

  it('jumps from stage to stage as the closed model does', () => {
    const ramp = builtInPlans.find(({ name }) => name === 'ramp')!;
    const { executor, startVUs, stages } = k6Options(ramp).scenarios.plan as never as {
      executor: string;
      startVUs: number;
      stages: { duration: string; target: number }[];
    };
    expect([executor, startVUs]).toEqual(['ramping-vus', 1]);
    expect(stages.filter(({ duration }) => duration === '30000ms').map(({ target }) => target)).toEqual([
      1, 2, 3, 5, 3, 2, 1,
    ]);
    expect(stages.filter(({ duration }) => duration === '0s')).toHaveLength(7);
  });

  it('sends at the rate of the open model, also at a broken one, and says that it knows no Poisson', () => {
    expect(k6Options(open).scenarios.plan).toMatchObject({
      executor: 'ramping-arrival-rate',
      timeUnit: '1000s',
      startRate: 500,
      maxVUs: 40,
      stages: [
        { duration: '0s', target: 500 },
        { duration: '2000ms', target: 20_000 },
        { duration: '0s', target: 20_000 },
        { duration: '1000ms', target: 20_000 },
      ],
    });
    expect(write('k6', open).text).toContain('Poisson');
  });

  it('ends after as many requests as the plan does', () => {
    const once = builtInPlans.find(({ name }) => name === 'replay-evaluation')!;
    expect(k6Options(once).scenarios.plan).toMatchObject({ executor: 'shared-iterations', vus: 1, iterations: 2 });
    const hundred = builtInPlans.find(({ name }) => name === 'hundred-requests')!;
    expect(k6Options(hundred).scenarios.plan).toMatchObject({ iterations: 100, maxDuration: '600000ms' });
  });

  it('keeps thresholds, connections and the target of the plan', () => {
    const options = k6Options(own);
    expect(options.thresholds).toEqual({
      http_req_duration: ['p(95)<200', 'p(99)<900'],
      http_req_failed: ['rate<0.01'],
      http_reqs: ['rate>5'],
    });
    expect(options.noConnectionReuse).toBe(true);
    const { text } = write('k6', own);
    expect(text).toContain('const target = __ENV.TARGET || "http://127.0.0.1:9";');
    expect(text).toContain('const path = "/v2/infer?x=1";');
    expect(text).not.toContain('API_KEY)');
  });
});

describe.skipIf(!hasPython)('a plan as a Locust file (needs python3)', () => {
  it('parses as Python, for every built-in plan and others', () => {
    const kinds = pythonTopLevel(plans.map((plan) => write('locust', plan).text));
    for (const kind of kinds) {
      expect(kind.filter((name) => name === 'ClassDef')).toHaveLength(2);
    }
    expect(write('locust', own).fileName).toBe('locustfile_mine.py');
  });

  it('has the same statements whatever its plan is called', () => {
    const typedPlans = fc.sample(typedPlan, 300);
    const [plain, ...others] = pythonTopLevel([planWith({}), ...typedPlans].map((plan) => write('locust', plan).text));
    for (const kinds of others) expect(kinds).toEqual(plain);
  });
});

describe('the pictures of a script', () => {
  it('are named by their paths below the folder that holds them all', () => {
    const { text } = write(
      'k6',
      builtInPlans.find(({ name }) => name === 'look-alikes')!,
    );
    expect(text).toContain('const folder = __ENV.PICTURES || "/pictures";');
    expect(text).toContain('"a/1.jpg",');
  });
});
