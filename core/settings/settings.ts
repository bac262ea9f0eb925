import { randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { defaultDataDir } from './data-dir.ts';
import { type OptionName, options } from './options.ts';

type Given = { [N in OptionName]: z.output<(typeof options)[N]['schema']> };

type Optional = 'apiKey' | 'model' | 'scrapeConfig';

/** Every setting with its value. Paths are absolute; the optional ones are null when nobody chose one. */
export type Settings = Omit<Given, Optional> & { [N in Optional]: string | null };

/** A flag or value nobody can work with. `message` is one line for a person; the program ends with code 2. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

export type Command = { kind: 'help' } | { kind: 'version' } | { kind: 'run'; settings: Settings };

/**
 * Reads the command line (without node and script) and the environment; a flag wins over its variable.
 * Throws `SettingsError` on an unknown flag or a value that cannot be read.
 */
export function readCommand(argv: readonly string[], env: NodeJS.ProcessEnv): Command {
  const flags = parseFlags(argv);
  if (flags['help']) return { kind: 'help' };
  if (flags['version']) return { kind: 'version' };
  const given: Partial<Record<OptionName, unknown>> = {};
  for (const [name, option] of Object.entries(options) as [OptionName, (typeof options)[OptionName]][]) {
    const flag = flags[option.flag];
    const said = typeof flag === 'string' ? flag : env[option.env] || option.fallback;
    if (said === null) continue;
    const read = option.schema.safeParse(said);
    if (!read.success) {
      const where = typeof flag === 'string' ? `--${option.flag}` : option.env;
      throw new SettingsError(`${where} ${said}: ${firstIssue(read.error)}. See --help.`);
    }
    given[name] = read.data;
  }
  const settings = {
    apiKey: null,
    model: null,
    scrapeConfig: null,
    token: randomBytes(24).toString('base64url'),
    dataDir: defaultDataDir(process.platform, env),
    ...given,
  } as Settings;
  settings.dataDir = resolve(settings.dataDir);
  settings.model = absolute(settings.model);
  settings.scrapeConfig = absolute(settings.scrapeConfig);
  if (!isLoopback(settings.serviceHost) && settings.apiKey === null) {
    throw new SettingsError(
      `--service-host ${settings.serviceHost} is reachable from other machines: set --api-key as well. See --help.`,
    );
  }
  return { kind: 'run', settings };
}

const absolute = (path: string | null): string | null => (path === null ? null : resolve(path));

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));

function parseFlags(argv: readonly string[]): Record<string, string | boolean | undefined> {
  const known = Object.values(options).map((option) => [option.flag, { type: 'string' }] as const);
  try {
    return parseArgs({
      args: [...argv],
      options: { ...Object.fromEntries(known), help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } },
      strict: true,
      allowPositionals: false,
    }).values;
  } catch (error) {
    // Node's own sentence goes on to explain `--`, which no one here needs: its first sentence names the culprit.
    const [first = ''] = (error as Error).message.split(/\. |\n/);
    throw new SettingsError(`${first.replace(/\.$/, '')}. See --help.`, { cause: error });
  }
}

const firstIssue = (error: z.ZodError): string => (error.issues[0]?.message ?? 'not understood').replace(/\.$/, '');
