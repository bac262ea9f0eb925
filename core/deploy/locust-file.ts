import { type LoadPlan, plannedMs } from '../shared/index.ts';
import type { ScriptFacts } from './load-script.ts';
import { comment, listOf, pyLiteral as py } from './source-text.ts';

/** The plan as a file for Locust (https://docs.locust.io): `locust -f locustfile.py --headless`. */
export function locustFile(facts: ScriptFacts): string {
  const { plan, origin, path, method, headers, takesKey, folder, mostRequests } = facts;
  const { schedule } = plan;
  return `${comment('#', firstLines(plan))}
import base64
import json
import math
import os
import random
import time

from locust import HttpUser, LoadTestShape, constant, events, task
from locust.exception import StopUser

TARGET = os.environ.get("TARGET", ${py(origin)})
PICTURES = os.environ.get("PICTURES", ${py(folder)})
PATH = ${py(path)}
METHOD = ${py(method)}
TIMEOUT_SECONDS = ${plan.timeoutMs / 1000}
MOST_REQUESTS = ${mostRequests ?? 'math.inf'}
ORDER = ${py(plan.order.kind)}
THRESHOLDS = ${py(plan.thresholds)}
# ${schedule.kind === 'closed' ? 'Workers, seconds' : 'From and to requests per second, seconds'} of each stage.
STAGES = ${listOf(stageRows(schedule), py)}

HEADERS = ${py(plan.keepAlive ? headers : { ...headers, Connection: 'close' })}
${takesKey ? 'if os.environ.get("API_KEY"):\n    HEADERS["Authorization"] = "Bearer " + os.environ["API_KEY"]\n' : ''}JSON_HEADERS = {"Content-Type": "application/json", **HEADERS}

randomly = random.Random(${plan.order.seed})


def bodies(files):
    """Each picture as the JSON body that carries it, in the plan's order, over and over where the plan says so."""
    held = {}
    files = list(files)
    while True:
        if ORDER != "round-robin":
            randomly.shuffle(files)
        for file in files:
            if file not in held:
                with open(os.path.join(PICTURES, file), "rb") as picture:
                    image = base64.b64encode(picture.read()).decode()
                held[file] = json.dumps({"image": image})
            yield held[file]


def always(body):
    while True:
        yield body


${partLines(facts).join('\n')}

${schedule.kind === 'closed' ? closedPacing : openPacing(schedule.arrivals)}

class Client(HttpUser):
    host = TARGET
    wait_time = constant(0)
    begun = 0

    def due(self):
        pace()
        if Client.begun >= MOST_REQUESTS:
            self.environment.runner.quit()
            raise StopUser()
        Client.begun += 1

    def ask(self, method, path, headers, body=None):
        with self.client.request(
            method,
            path,
            data=body,
            headers=headers,
            timeout=TIMEOUT_SECONDS,
            allow_redirects=False,
            catch_response=True,
        ) as response:
            if response.status_code < 200 or response.status_code > 299:
                response.failure(f"answered {response.status_code}")

${tasks(facts).join('\n\n')}


class Plan(LoadTestShape):
    def tick(self):
        elapsed = self.get_run_time()
        for stage in STAGES:
            if elapsed < stage[-1]:
                users = ${schedule.kind === 'closed' ? 'stage[0]' : String(schedule.maxInFlight)}
                return (users, ${schedule.kind === 'closed' ? 'users' : 'min(users, 100)'})
            elapsed -= stage[-1]
        return None  # after ${plannedMs(schedule) / 1000} seconds


@events.quitting.add_listener
def judge(environment, **_):
    """Leaves with exit code 1 when a threshold of the plan is not kept."""
    total = environment.stats.total
    kept = [
        total.get_response_time_percentile(0.95) < THRESHOLDS.get("p95BelowMs", math.inf),
        total.get_response_time_percentile(0.99) < THRESHOLDS.get("p99BelowMs", math.inf),
        total.fail_ratio < THRESHOLDS.get("errorShareBelow", math.inf),
        total.total_rps > THRESHOLDS.get("ratePerSecondAbove", -1),
    ]
    environment.process_exit_code = 0 if all(kept) else 1
`;
}

const firstLines = (plan: LoadPlan): string[] => [
  `${plan.title}: a load plan of Telltale's, for Locust.`,
  `Run it with: locust -f locustfile_${plan.name.replaceAll('-', '_')}.py --headless`,
  ...(plan.description ? [plan.description] : []),
  'TARGET, API_KEY and PICTURES in the environment replace what is written here.',
  ...(plan.schedule.kind === 'open'
    ? ['Locust measures a request from when it left, not from when it was due: a stall of the target looks shorter.']
    : []),
];

const stageRows = (schedule: LoadPlan['schedule']): number[][] =>
  schedule.kind === 'closed'
    ? schedule.stages.map(({ concurrency, durationMs }) => [concurrency, durationMs / 1000])
    : schedule.stages.map(({ fromPerSecond, toPerSecond, durationMs }) => [
        fromPerSecond,
        toPerSecond,
        durationMs / 1000,
      ]);

function partLines({ plan, pictures }: ScriptFacts): string[] {
  return plan.mix.flatMap(({ payload }, index) => {
    const name = `bodies_${index}`;
    if (payload.kind === 'images' || payload.kind === 'folder') {
      return [`${name} = bodies(${listOf(pictures[index] ?? [], py)})`];
    }
    if (payload.kind === 'empty') return [`${name} = always("{}")`];
    if (payload.kind === 'undecodable') return [`${name} = always(${py('{"image":"bad data"}')})`];
    return [];
  });
}

/** One task a part of the mix; Locust draws among them by their weights. */
function tasks({ plan, method }: ScriptFacts): string[] {
  return plan.mix.map(({ weight, payload }, index) => {
    const health = payload.kind === 'health';
    const call = health
      ? 'self.ask("GET", "/health", HEADERS)'
      : method === 'GET'
        ? 'self.ask("GET", PATH, HEADERS)'
        : `self.ask(METHOD, PATH, JSON_HEADERS, next(bodies_${index}))`;
    return `    @task(${weight})
    def send_${payload.kind}_${index}(self):
        self.due()
        ${call}`;
  });
}

const closedPacing = `def pace():
    """A worker sends its next request as soon as the one before is answered."""

`;

const openPacing = (arrivals: 'even' | 'poisson'): string => `def due_times():
    """When requests are due, in seconds since the start: whenever the area under the rate reaches the next step."""
    count, before, start = 0.0, 0.0, 0.0
    stages = iter(STAGES)
    low, high, seconds = next(stages)
    while True:
        count += ${arrivals === 'even' ? '1' : 'randomly.expovariate(1)'}
        while count > before + (low + high) / 2 * seconds + 1e-9:
            before += (low + high) / 2 * seconds
            start += seconds
            stage = next(stages, None)
            if stage is None:
                return
            low, high, seconds = stage
        left = count - before
        slope = (high - low) / seconds
        yield start + 2 * left / (low + math.sqrt(max(0.0, low * low + 2 * slope * left)))


arrivals = due_times()
began = None


def pace():
    """Users take the due times one after the other, so that requests leave at the plan's rate while a user is free."""
    global began
    began = began or time.monotonic()
    due = next(arrivals, None)
    time.sleep(3600 if due is None else max(0.0, began + due - time.monotonic()))

`;
