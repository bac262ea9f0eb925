import { type LoadPlan, type LoadSchedule, plannedMs, unreachable } from '../shared/index.ts';
import type { ScriptFacts } from './load-script.ts';
import { comment, jsLiteral as js, listOf } from './source-text.ts';

/** The plan as a script for k6 (https://grafana.com/docs/k6): `k6 run plan.k6.js`. */
export function k6Script(facts: ScriptFacts): string {
  const { plan, origin, path, method, headers, takesKey, folder, pictures, mostRequests } = facts;
  const parts = plan.mix.map(({ weight, payload }, index) => {
    const of = { weight, kind: payload.kind, pictures: pictures[index] ?? [] };
    return of;
  });
  return `${comment('//', firstLines(plan))}
import { sleep } from 'k6';
import { SharedArray } from 'k6/data';
import encoding from 'k6/encoding';
import exec from 'k6/execution';
import http from 'k6/http';

const target = __ENV.TARGET || ${js(origin)};
const folder = __ENV.PICTURES || ${js(folder)};
const path = ${js(path)};
const method = ${js(method)};
const mostRequests = ${mostRequests === null ? 'Infinity' : mostRequests};
const order = ${js(plan.order.kind)};
const seed = ${plan.order.seed};

const headers = Object.assign({}, ${js(headers)});
${takesKey ? 'if (__ENV.API_KEY) headers.authorization = `Bearer ${__ENV.API_KEY}`;\n' : ''}const jsonHeaders = Object.assign({ 'content-type': 'application/json' }, headers);

/** Reads pictures once for all virtual users, each as the JSON body that carries it. */
const bodiesOf = (name, files) =>
  new SharedArray(name, () =>
    files.map((file) => JSON.stringify({ image: encoding.b64encode(open(\`\${folder}/\${file}\`, 'b')) })),
  );

const mix = [
${parts.map(({ weight, kind, pictures }, index) => partText(index, weight, kind, pictures)).join('')}];
const totalWeight = mix.reduce((sum, { weight }) => sum + weight, 0);

http.setResponseCallback(http.expectedStatuses({ min: 200, max: 299 }));

export const options = {
  scenarios: { plan: ${js(scenarioOf(plan, mostRequests))} },
  thresholds: ${js(thresholdsOf(plan))},
  summaryTrendStats: ['min', 'med', 'avg', 'p(90)', 'p(95)', 'p(99)', 'max'],
  noConnectionReuse: ${!plan.keepAlive},
};

const params = { timeout: ${js(`${plan.timeoutMs}ms`)}, redirects: 0 };

export default function () {
  const turn = exec.scenario.iterationInTest;
  if (turn >= mostRequests) return sleep(1);
  const part = drawPart();
  if (part.kind === 'health') http.get(\`\${target}/health\`, Object.assign({ headers }, params));
  else if (method === 'GET') http.get(target + path, Object.assign({ headers }, params));
  else http.request(method, target + path, bodyOf(part, turn), Object.assign({ headers: jsonHeaders }, params));
}

function drawPart() {
  let drawn = mix.length > 1 ? Math.random() * totalWeight : 0;
  return mix.find(({ weight }) => (drawn -= weight) < 0) || mix[0];
}

function bodyOf(part, turn) {
  if (!part.bodies) return part.body;
  const { length } = part.bodies;
  const place = turn % length;
  return part.bodies[order === 'round-robin' ? place : shuffled(length, seed + Math.floor(turn / length))[place]];
}

/** The numbers 0 to length - 1 in an order that is the same for the same seed (Fisher-Yates over mulberry32). */
let held = { key: '', list: [] };
function shuffled(length, ofSeed) {
  const key = \`\${length} \${ofSeed}\`;
  if (held.key === key) return held.list;
  let state = ofSeed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const list = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
  held = { key, list };
  return list;
}
`;
}

function firstLines(plan: LoadPlan): string[] {
  const poisson = plan.schedule.kind === 'open' && plan.schedule.arrivals === 'poisson';
  return [
    `${plan.title}: a load plan of Telltale's, for k6. Run it with: k6 run ${plan.name}.k6.js`,
    ...(plan.description ? [plan.description] : []),
    'TARGET, API_KEY and PICTURES in the environment (k6 run -e TARGET=...) replace what is written here.',
    ...(poisson ? ['The plan wants Poisson arrivals, which k6 does not have: it sends evenly at the same rate.'] : []),
  ];
}

function partText(index: number, weight: number, kind: string, files: readonly string[]): string {
  const fields: Record<string, string> = {
    images: `bodies: bodiesOf('part ${index}', ${listOf(files, js)})`,
    folder: `bodies: bodiesOf('part ${index}', ${listOf(files, js)})`,
    empty: "body: '{}'",
    undecodable: `body: '{"image":"bad data"}'`,
    health: 'body: null',
  };
  return `  { weight: ${weight}, kind: ${js(kind)}, ${fields[kind]!} },\n`;
}

const seconds = (ms: number): string => `${ms}ms`;

function scenarioOf(plan: LoadPlan, mostRequests: number | null): object {
  const { schedule } = plan;
  const grace = seconds(plan.timeoutMs);
  const [only] = schedule.stages;
  if (schedule.kind === 'closed' && schedule.stages.length === 1 && mostRequests !== null && 'concurrency' in only!) {
    // k6 refuses more users than iterations.
    const vus = Math.min(only.concurrency, mostRequests);
    const maxDuration = seconds(plannedMs(schedule));
    return { executor: 'shared-iterations', vus, iterations: mostRequests, maxDuration, gracefulStop: grace };
  }
  return { ...executorOf(schedule), gracefulStop: grace };
}

/** A stage of k6 moves in a straight line to its target; one of no length jumps there. */
function executorOf(schedule: LoadSchedule): object {
  switch (schedule.kind) {
    case 'closed':
      return {
        executor: 'ramping-vus',
        startVUs: schedule.stages[0]!.concurrency,
        gracefulRampDown: '30s',
        stages: schedule.stages.flatMap(({ concurrency: target, durationMs }) => [
          { duration: '0s', target },
          { duration: seconds(durationMs), target },
        ]),
      };
    case 'open': {
      // Rates are whole numbers to k6: others are given for a longer unit of time.
      const whole = schedule.stages.every(
        ({ fromPerSecond, toPerSecond }) => Number.isInteger(fromPerSecond) && Number.isInteger(toPerSecond),
      );
      const unit = whole ? 1 : 1000;
      const rate = (perSecond: number) => Math.round(perSecond * unit);
      return {
        executor: 'ramping-arrival-rate',
        startRate: rate(schedule.stages[0]!.fromPerSecond),
        timeUnit: `${unit}s`,
        preAllocatedVUs: Math.min(50, schedule.maxInFlight),
        maxVUs: schedule.maxInFlight,
        stages: schedule.stages.flatMap(({ fromPerSecond, toPerSecond, durationMs }) => [
          { duration: '0s', target: rate(fromPerSecond) },
          { duration: seconds(durationMs), target: rate(toPerSecond) },
        ]),
      };
    }
    default:
      return unreachable(schedule);
  }
}

function thresholdsOf({ thresholds }: LoadPlan): Record<string, string[]> {
  const { p95BelowMs, p99BelowMs, errorShareBelow, ratePerSecondAbove } = thresholds;
  const duration = [
    ...(p95BelowMs === undefined ? [] : [`p(95)<${p95BelowMs}`]),
    ...(p99BelowMs === undefined ? [] : [`p(99)<${p99BelowMs}`]),
  ];
  return {
    ...(duration.length > 0 ? { http_req_duration: duration } : {}),
    ...(errorShareBelow === undefined ? {} : { http_req_failed: [`rate<${errorShareBelow}`] }),
    ...(ratePerSecondAbove === undefined ? {} : { http_reqs: [`rate>${ratePerSecondAbove}`] }),
  };
}
