/**
 * `npm run capture -- --dashboard food11-service --out service.png`: asks a Telltale that is running for a picture of a
 * dashboard and writes it to a file. Exits 0 when it is written, 1 when it could not be, 2 on a bad command line.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ErrorReply, reasonOf } from '../shared/index.ts';

const help = `Usage: npm run capture -- --dashboard UID --out FILE.png [options]

  --dashboard UID      which dashboard; the console's address names it: /dashboards/UID
  --out FILE.png       where the picture is written
  --panel ID           one panel of it instead
  --from TIME          beginning of the range: now-15m, a date, Unix ms (default: the dashboard's own)
  --to TIME            its end (default: the dashboard's own)
  --width PX           300 to 4000 (default: 1600, or 800 for a panel)
  --height PX          of one panel
  --dpr N              device pixels of a px, 1 to 3 (default: 1)
  --theme light|dark   (default: light)
  --title TEXT         in place of its own title
  --var NAME=VALUE     a choice for a variable of the dashboard; may stand several times
  --console URL        address of the console, with ?token=... as Telltale prints it (default: http://127.0.0.1:4400)
  --token TOKEN        the console's token, if the address has none (default: TELLTALE_TOKEN)
`;

const text = { type: 'string' } as const;
const flags = {
  dashboard: text,
  out: text,
  panel: text,
  from: text,
  to: text,
  width: text,
  height: text,
  dpr: text,
  theme: text,
  title: text,
  var: { type: 'string', multiple: true },
  console: text,
  token: text,
  help: { type: 'boolean' },
} as const;

function leave(message: string, code: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

function readFlags() {
  try {
    return parseArgs({ options: flags, allowPositionals: false }).values;
  } catch (error) {
    return leave(`${reasonOf(error)}\n\n${help}`, 2);
  }
}

const { dashboard, out, panel, console: address, token, help: wantsHelp, var: choices = [], ...rest } = readFlags();
if (wantsHelp) leave(help, 0);
if (!dashboard || !out) leave(`--dashboard and --out are needed.\n\n${help}`, 2);

const base = address ?? process.env['TELLTALE_CONSOLE'] ?? 'http://127.0.0.1:4400';
if (!URL.canParse(base)) leave(`--console is no address: ${base}`, 2);
const key = token ?? new URL(base).searchParams.get('token') ?? process.env['TELLTALE_TOKEN'] ?? '';
const url = new URL(`/api/console/dashboards/${encodeURIComponent(dashboard)}/render.png`, base);
for (const [name, value] of Object.entries({ ...rest, panelId: panel })) {
  if (value !== undefined) url.searchParams.set(name, value);
}

for (const choice of choices) {
  const at = choice.indexOf('=');
  if (at < 1) leave(`--var is written NAME=VALUE, not ${choice}.`, 2);
  url.searchParams.append(`var-${choice.slice(0, at)}`, choice.slice(at + 1));
}

/** A little longer than the monitor gives a picture and those waiting before it. */
const patienceMs = 180_000;

const reply = await fetch(url, {
  headers: { authorization: `Bearer ${key}` },
  signal: AbortSignal.timeout(patienceMs),
}).catch((error: unknown) =>
  leave(
    `No Telltale answers at ${url.origin} (${reasonOf(error)}). Start it with "npm run headless", or name it with --console.`,
    1,
  ),
);
if (!reply.ok) {
  const said = ErrorReply.safeParse(await reply.json().catch(() => null));
  leave(said.success ? said.data.message : `${url.origin} answered ${reply.status}.`, 1);
}
writeFileSync(out, Buffer.from(await reply.arrayBuffer()));
process.stdout.write(`${out}\n`);
