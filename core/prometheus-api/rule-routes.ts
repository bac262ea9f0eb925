import type { FastifyInstance } from 'fastify';
import type { Labels } from '../shared/index.ts';
import { invalidParameter } from './api-error.ts';
import type { Awaitable } from './catalog.ts';
import { readParameters } from './parameters.ts';
import { sendData } from './reply.ts';

/** Rules and alerts in Prometheus's words and units: times RFC 3339, durations seconds. */
export interface ActiveAlert {
  labels: Labels;
  annotations: Labels;
  state: 'pending' | 'firing';
  activeAt: string;
  /** Set while it fires only because of `keep_firing_for`. */
  keepFiringSince?: string;
  /** As Go prints a float with an exponent: `1e+00`. */
  value: string;
}

interface RuleStatus {
  name: string;
  query: string;
  labels: Labels;
  health: 'ok' | 'err' | 'unknown';
  lastError?: string;
  evaluationTime: number;
  lastEvaluation: string;
}

export interface AlertingRule extends RuleStatus {
  type: 'alerting';
  state: 'inactive' | 'pending' | 'firing';
  duration: number;
  keepFiringFor: number;
  annotations: Labels;
  alerts: readonly ActiveAlert[];
}

export interface RecordingRule extends RuleStatus {
  type: 'recording';
}

export interface RuleGroup {
  name: string;
  file: string;
  interval: number;
  limit: number;
  evaluationTime: number;
  lastEvaluation: string;
  rules: readonly (AlertingRule | RecordingRule)[];
}

export interface RuleSource {
  groups(): Awaitable<readonly RuleGroup[]>;
}

/** `/api/v1/rules` and `/api/v1/alerts`; without a source there are none. */
export function registerRuleRoutes(app: FastifyInstance, source: RuleSource | undefined): void {
  app.get('/api/v1/rules', async (request, reply) => {
    const choose = readFilter(readParameters(request));
    return sendData(reply, { groups: choose((await source?.groups()) ?? []) });
  });

  app.get('/api/v1/alerts', async (_request, reply) => {
    const groups = (await source?.groups()) ?? [];
    const alerts = groups.flatMap(({ rules }) =>
      rules.flatMap((rule) => (rule.type === 'alerting' ? rule.alerts : [])),
    );
    return sendData(reply, { alerts });
  });
}

const types = { alert: 'alerting', record: 'recording' } as const;

function readFilter(parameters: URLSearchParams) {
  const wanted = parameters.get('type')?.toLowerCase() ?? '';
  if (wanted !== '' && wanted !== 'alert' && wanted !== 'record') {
    throw invalidParameter('type', `not supported value "${wanted}": one of alert, record`);
  }
  const type = wanted === '' ? null : types[wanted];
  const names = parameters.getAll('rule_name[]');
  const groupNames = parameters.getAll('rule_group[]');
  const files = parameters.getAll('file[]');
  const withoutAlerts = ['true', '1', 't'].includes(parameters.get('exclude_alerts')?.toLowerCase() ?? '');
  const accepts = (list: string[], value: string) => list.length === 0 || list.includes(value);

  return (groups: readonly RuleGroup[]): RuleGroup[] =>
    groups
      .filter((group) => accepts(groupNames, group.name) && accepts(files, group.file))
      .map((group) => ({
        ...group,
        rules: group.rules
          .filter((rule) => accepts(names, rule.name) && (type === null || rule.type === type))
          .map((rule) => (withoutAlerts && rule.type === 'alerting' ? { ...rule, alerts: [] } : rule)),
      }))
      .filter((group) => group.rules.length > 0);
}
