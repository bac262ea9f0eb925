import { Dashboard } from '../shared/index.ts';
import { z } from 'zod';

/** Why a file is no dashboard that can be drawn, in a sentence for the person who wrote it. */
export class DashboardProblem extends Error {
  override readonly name = 'DashboardProblem';
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads the text of a dashboard file: Grafana's classic JSON, alone, in the envelope its API puts around it, or as the
 * spec of a V1 resource. A missing uid is made from the title. Throws DashboardProblem.
 */
export function readDashboard(text: string): Dashboard {
  const classic = unwrap(parseJson(text));
  const title = classic['title'];
  const uid = typeof classic['uid'] === 'string' && classic['uid'] !== '' ? classic['uid'] : slug(title);
  const parsed = Dashboard.safeParse({ ...classic, uid });
  if (!parsed.success) throw new DashboardProblem(`It is not a Grafana dashboard: ${firstIssues(parsed.error)}`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DashboardProblem(`It is not JSON: ${(error as Error).message}.`, { cause: error });
  }
}

/** Takes the classic model out of whatever is around it. */
function unwrap(json: unknown): Record<string, unknown> {
  if (!isObject(json)) throw new DashboardProblem('It is JSON, but not an object with panels.');
  const apiVersion = typeof json['apiVersion'] === 'string' ? json['apiVersion'] : '';
  if (apiVersion.startsWith('dashboard.grafana.app/v2') || ('elements' in json && 'layout' in json)) {
    throw new DashboardProblem(
      'It is in Grafana\'s V2 format, which is not read yet. Export it as "Classic" JSON in Grafana\'s save drawer.',
    );
  }
  if (isObject(json['dashboard'])) return unwrap(json['dashboard']);
  if (apiVersion.startsWith('dashboard.grafana.app/') && isObject(json['spec'])) {
    const { name } = isObject(json['metadata']) ? json['metadata'] : {};
    return { ...json['spec'], ...(typeof name === 'string' ? { uid: name } : {}) };
  }
  if (!Array.isArray(json['panels'])) throw new DashboardProblem('It has no "panels": a dashboard is a list of them.');
  return json;
}

/** Letters, digits and dashes from a title, at most the 40 characters Grafana allows a uid. */
export function slug(title: unknown): string {
  const words =
    typeof title === 'string'
      ? title
          .normalize('NFKD')
          .toLowerCase()
          .match(/[a-z0-9]+/g)
      : null;
  if (!words) throw new DashboardProblem('It has neither a "uid" nor a "title" to make one from.');
  return words.join('-').slice(0, 40).replace(/-$/, '');
}

function firstIssues(error: z.ZodError): string {
  const said = error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  const more = error.issues.length - said.length;
  return `${said.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
