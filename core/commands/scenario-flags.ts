import { parseArgs } from 'node:util';
import { reasonOf, type ScenarioMode, ScenarioName, ScenarioThreshold } from '../shared/index.ts';

export interface ScenarioFlags {
  scenarios: ScenarioName[];
  mode: ScenarioMode;
  threshold: ScenarioThreshold | undefined;
  /** Where a Telltale of its own keeps its data; null is a temporary folder. */
  dataDir: string | null;
  /** Origin of a Telltale that runs already; null to start one. */
  console: string | null;
  token: string;
}

type Read = { kind: 'run'; command: ScenarioFlags } | { kind: 'help'; text: string } | { kind: 'wrong'; text: string };

export const helpText = `Usage: npm run scenario -- NAME... [options]

NAME is one of ${ScenarioName.options.join(', ')}, or all.

  --fast             a minute each: short plans, rules that wait for seconds (default: the tutorial's durations)
  --threshold N      of the alert in error-alert: a number of errors per second, or fitting (default: 20, the tutorial's)
  --data-dir DIR     where pictures, summaries and samples are kept (default: a temporary folder, removed at the end)
  --console URL      use the Telltale that runs there, with ?token=... as it prints it, instead of starting one
  --token TOKEN      the console's token, if the address has none (default: TELLTALE_TOKEN)

Exits with 0 if every condition was met, 1 if not. Ctrl-C stops the scenario and everything it put on.
`;

const text = { type: 'string' } as const;
const options = {
  fast: { type: 'boolean' },
  threshold: text,
  'data-dir': text,
  console: text,
  token: text,
  help: { type: 'boolean', short: 'h' },
} as const;

const wrong = (why: string): Read => ({ kind: 'wrong', text: `${why}\n\n${helpText}` });

/** Reads the command line (without node and script). */
export function readScenarioFlags(argv: readonly string[], env: NodeJS.ProcessEnv): Read {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return wrong(reasonOf(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help', text: helpText };
  const names = ScenarioName.options as readonly string[];
  const unknown = positionals.find((name) => name !== 'all' && !names.includes(name));
  if (unknown !== undefined) return wrong(`There is no scenario ${unknown}.`);
  if (positionals.length === 0) return wrong('Which scenario?');
  const address = values.console ?? null;
  if (address !== null && !URL.canParse(address)) return wrong(`--console is no address: ${address}`);
  if (address !== null && values['data-dir'] !== undefined) return wrong('--data-dir is for a Telltale of its own.');
  const threshold = readThreshold(values.threshold);
  if (threshold === null) return wrong(`--threshold is a number above 0, or fitting: ${values.threshold}`);
  const scenarios = positionals.includes('all') ? [...ScenarioName.options] : (positionals as ScenarioName[]);
  if (threshold !== undefined && !scenarios.includes('error-alert')) return wrong('--threshold is for error-alert.');
  const url = address === null ? null : new URL(address);
  return {
    kind: 'run',
    command: {
      scenarios,
      mode: values.fast ? 'fast' : 'real',
      threshold,
      dataDir: values['data-dir'] ?? null,
      console: url?.origin ?? null,
      token: values.token ?? url?.searchParams.get('token') ?? env['TELLTALE_TOKEN'] ?? '',
    },
  };
}

function readThreshold(said: string | undefined): ScenarioThreshold | undefined | null {
  if (said === undefined) return undefined;
  const read = ScenarioThreshold.safeParse(said === 'fitting' ? said : Number(said));
  return read.success ? read.data : null;
}
