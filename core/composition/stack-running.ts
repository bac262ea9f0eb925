import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { FastifyPluginAsync } from 'fastify';
import { parse } from 'yaml';
import { z } from 'zod';
import { openRuleFiles } from '../alerts/index.ts';
import type { Dashboards } from '../dashboards/index.ts';
import type { Scraper } from '../scrape/index.ts';
import type { DataPaths } from '../settings/index.ts';
import { type ConsoleEvent, StackOptions, type StackServiceName } from '../shared/index.ts';
import {
  composeFiles,
  createHostAccess,
  createMetricsListener,
  createProvisioner,
  createStack,
  defaultStackOptions,
  findEngine,
  namesOf,
  type ProvisioningSources,
} from '../stack/index.ts';
import type { SettingRepository } from '../store/index.ts';
import { portIsFree } from '../supervisor/index.ts';

export interface StackRunningOptions {
  paths: Pick<DataPaths, 'root' | 'stack' | 'rules'>;
  /** Rule files that come with Telltale. */
  builtInRulesDir: string;
  /** The user's own prometheus.yml. */
  scrapeConfigFile: string;
  scraper: Pick<Scraper, 'targets'>;
  dashboards: Pick<Dashboards, 'list' | 'read'>;
  settings: Pick<SettingRepository, 'get' | 'set'>;
  scrapeIntervalMs: number;
  /** Job of the model's service. */
  job: string;
  /** Headers that a target on this machine wants to be sent: keys and tokens stay out of the containers. */
  headersFor(url: string): Record<string, string>;
  publish(event: ConsoleEvent): void;
  log: { info(message: string): void; warn(message: string): void };
}

const optionsKey = 'stack.options';

/** Composes the managed containers with what they show: targets, rules, dashboards. */
export function createStackRunning(options: StackRunningOptions) {
  const { paths, scraper, dashboards, settings, scrapeIntervalMs, job, headersFor, publish, log } = options;
  const password = keptPassword(join(paths.stack, 'grafana-password'));
  let chosen = readOptions(settings.get(optionsKey), log);
  let userYaml = '';
  const rules = openRuleFiles({ builtInDir: options.builtInRulesDir, userDir: paths.rules });
  const wholeRules = new Map<string, string>();

  const listener = createMetricsListener({
    sources: () => scraper.targets().map(({ scrapeUrl }) => ({ url: scrapeUrl, headers: headersFor(scrapeUrl) })),
    log,
  });
  const access = createHostAccess(listener);

  /** One that is not in order goes on as it last was, as in the embedded engine: Prometheus would not start with it. */
  function wholeRuleFiles(): Map<string, string> {
    const files = rules.list();
    for (const name of wholeRules.keys()) if (!files.some((file) => file.name === name)) wholeRules.delete(name);
    for (const { name, text, faults } of files) if (faults.length === 0) wholeRules.set(name, text);
    return new Map(wholeRules);
  }

  async function sources(): Promise<ProvisioningSources> {
    userYaml = await wholeYaml(options.scrapeConfigFile, userYaml);
    return {
      userYaml,
      targets: scraper.targets(),
      ruleFiles: wholeRuleFiles(),
      alertmanagerYaml: null,
      ruleGroups: rules.list().flatMap(({ groups }) => groups),
      dashboards: dashboards.list().flatMap(({ uid }) => {
        const kept = dashboards.read(uid);
        return kept ? [{ folder: 'Telltale', uid, json: kept.json }] : [];
      }),
      services: chosen.services,
      scrapeIntervalMs,
      job,
      door: access.address(),
      webhookUrl: null,
    };
  }

  async function composeZip(): Promise<Uint8Array> {
    const files = composeFiles({ ...(await sources()), images: chosen.images });
    return zipSync(Object.fromEntries([...files].map(([path, text]) => [`telltale-stack/${path}`, strToU8(text)])));
  }

  const stack = createStack({
    names: namesOf(realpathSync(paths.root)),
    configDir: realpathSync(paths.stack),
    find: findEngine,
    options: {
      get: () => chosen,
      set(next) {
        settings.set(optionsKey, next);
        chosen = next;
      },
    },
    access,
    files: createProvisioner({ root: paths.stack, sources, grafanaPassword: () => password }),
    secretEnv: (service): Record<string, string> =>
      service === 'grafana' ? { GF_SECURITY_ADMIN_PASSWORD: password } : {},
    portIsFree: (port) => portIsFree(port, '127.0.0.1'),
    onStatus: (status) => publish({ type: 'stack', status }),
    log,
  });

  return {
    service: stack,
    /** Where the console's queries are answered instead of by the embedded engine; null when it is to answer. */
    managedPrometheus: (): { url: string | null } | null =>
      chosen.dataSource === 'managed' ? { url: stack.urlOf('prometheus') } : null,
    /** Origins of user interfaces that may be framed now. */
    frameOrigins: (): string[] =>
      (['prometheus', 'grafana', 'alertmanager'] as const).flatMap((name) => stack.urlOf(name) ?? []),

    /** The stack to be run without Telltale. */
    files: (async (app) => {
      app.get('/api/console/stack/compose.zip', async (_request, reply) =>
        reply
          .type('application/zip')
          .header('content-disposition', 'attachment; filename="telltale-stack.zip"')
          .send(Buffer.from(await composeZip())),
      );
    }) satisfies FastifyPluginAsync,

    handlers: {
      stack: async () => ({ stack: await stack.status() }),
      async startStack({ services }: { services?: StackServiceName[] | undefined }) {
        if (services) await stack.setOptions({ ...chosen, services });
        return { stack: await stack.begin() };
      },
      stopStack: async () => ({ stack: await stack.end() }),
      removeStack: async () => ({ stack: await stack.removeEverything() }),
      setStackOptions: async ({ options }: { options: StackOptions }) => ({ stack: await stack.setOptions(options) }),
      stackLogs: async ({ service, tail }: { service: StackServiceName; tail: number }) => ({
        lines: await stack.logs(service, tail),
      }),
      stackPassword: () => ({ user: 'admin', password }),
    },
  };
}

/** Made once and kept: Grafana takes it over when its data volume is new, and never again. */
function keptPassword(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

function readOptions(saved: unknown, log: StackRunningOptions['log']): StackOptions {
  const read = z.optional(StackOptions).safeParse(saved);
  if (!read.success) log.warn('The options of the managed containers could not be read; they begin anew.');
  return read.data ?? defaultStackOptions();
}

/** The file as it is, or as it was when it was last whole: a container gets no half-written YAML. */
async function wholeYaml(file: string, before: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8');
    parse(text);
    return text;
  } catch {
    return before; // the scraper tells of the fault
  }
}
