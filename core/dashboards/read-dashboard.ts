import type { z } from 'zod';
import { Dashboard, type DashboardInput, findJsonFault, jsonFaultText } from '../shared/index.ts';
import { DashboardProblem } from './dashboard-problem.ts';
import { inputsOf } from './inputs.ts';
import { isObject, type JsonObject, textAt } from './json-object.ts';
import { modernPanel } from './legacy/modern-panel.ts';
import { slug } from './slug.ts';
import { fromV2, isV2 } from './v2/from-v2.ts';

/** A dashboard as it was written, and what is read of it. */
export interface ReadDashboard {
  /** Grafana's classic JSON, every field of it; this is what is kept and given out again. */
  json: JsonObject;
  /** To be drawn: older panels as those of today. */
  dashboard: Dashboard;
  /** What it asks to be filled in. */
  inputs: DashboardInput[];
  /** What could not be carried over exactly, in sentences. */
  notices: string[];
}

/**
 * Reads the text of a dashboard file: Grafana's classic JSON, alone, in the envelope its API puts around it, or as the
 * spec of a V1 resource; or a V2 resource, which becomes classic. A missing uid is made from the title. Throws
 * DashboardProblem.
 */
export function readDashboard(text: string): ReadDashboard {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const fault = findJsonFault(text);
    const where = fault ? jsonFaultText(fault) : (error as Error).message;
    throw new DashboardProblem(`It is not JSON: ${where}.`, { cause: error });
  }
  return readDashboardJson(json);
}

/** The same of what was parsed already. */
export function readDashboardJson(given: unknown): ReadDashboard {
  const notices: string[] = [];
  const classic = unwrap(given, notices);
  const uid = textAt(classic, 'uid') || slug(classic['title']);
  const json = { ...classic, uid };
  return { json, dashboard: toDrawable(json), inputs: inputsOf(json), notices };
}

/** What is read of a dashboard to draw it. Throws DashboardProblem when it is none. */
export function toDrawable(json: JsonObject): Dashboard {
  const panels = (Array.isArray(json['panels']) ? json['panels'] : []).map((panel: unknown) =>
    isObject(panel) ? modernPanel(panel) : panel,
  );
  const parsed = Dashboard.safeParse({ ...json, panels });
  if (!parsed.success) throw new DashboardProblem(`It is not a Grafana dashboard: ${firstIssues(parsed.error)}`);
  return parsed.data;
}

/** Takes the classic model out of whatever is around it. */
function unwrap(json: unknown, notices: string[]): JsonObject {
  if (!isObject(json)) throw new DashboardProblem('It is JSON, but not an object with panels.');
  if (isV2(json)) return fromV2(json, notices);
  const apiVersion = textAt(json, 'apiVersion') ?? '';
  if (isObject(json['dashboard'])) return unwrap(json['dashboard'], notices);
  if (apiVersion.startsWith('dashboard.grafana.app/') && isObject(json['spec'])) {
    const name = isObject(json['metadata']) ? textAt(json['metadata'], 'name') : undefined;
    return { ...unwrap(json['spec'], notices), ...(name === undefined ? {} : { uid: name }) };
  }
  if (Array.isArray(json['rows']) && !Array.isArray(json['panels'])) {
    throw new DashboardProblem(
      'It is from before Grafana 5 ("rows" instead of "panels"). Open and save it in a newer one.',
    );
  }
  if (!Array.isArray(json['panels'])) throw new DashboardProblem('It has no "panels": a dashboard is a list of them.');
  return json;
}

function firstIssues(error: z.ZodError): string {
  const said = error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  const more = error.issues.length - said.length;
  return `${said.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
