import { dirname, relative } from 'node:path';
import { type LoadPlan, type LoadTool, MAX_LOAD_REQUESTS } from '../shared/index.ts';
import { k6Script } from './k6-script.ts';
import { locustFile } from './locust-file.ts';

export interface LoadScriptInput {
  plan: LoadPlan;
  /** Origin of the service, e.g. http://127.0.0.1:8000; a plan with a target of its own does not use it. */
  service: string;
  /** For each part of the plan's mix the absolute paths of its pictures; none for a part without any. */
  pictures: readonly (readonly string[])[];
}

export interface LoadScript {
  fileName: string;
  text: string;
}

/** What both writers put into their scripts. */
export interface ScriptFacts {
  plan: LoadPlan;
  origin: string;
  path: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  /** Whether requests take the service's API key from the environment. */
  takesKey: boolean;
  /** The folder that all pictures are in, and each part's pictures as paths below it, with forward slashes. */
  folder: string;
  pictures: readonly (readonly string[])[];
  /** The run ends after so many requests; null when its time alone ends it. */
  mostRequests: number | null;
}

/** Writes a plan as a script of another load generator, complete and ready to run. */
export function writeLoadScript(tool: LoadTool, { plan, service, pictures }: LoadScriptInput): LoadScript {
  const { target } = plan;
  const url = target.kind === 'url' ? new URL(target.url) : null;
  const folder = folderOf(pictures.flat());
  const below = (file: string) => relative(folder, file).replaceAll('\\', '/');
  const facts: ScriptFacts = {
    plan,
    origin: url?.origin ?? service,
    path: target.kind === 'url' ? url!.pathname + url!.search : target.path,
    method: target.kind === 'url' ? target.method : 'POST',
    headers: target.kind === 'url' ? target.headers : {},
    takesKey: target.kind === 'service',
    folder: folder.replaceAll('\\', '/'),
    pictures: pictures.map((files) => files.map(below)),
    mostRequests: mostOf(plan, pictures),
  };
  return tool === 'k6'
    ? { fileName: `${plan.name}.k6.js`, text: k6Script(facts) }
    : { fileName: `locustfile_${plan.name.replaceAll('-', '_')}.py`, text: locustFile(facts) };
}

function mostOf(plan: LoadPlan, pictures: LoadScriptInput['pictures']): number | null {
  const once = plan.order.kind === 'shuffled-once' ? (pictures[0]?.length ?? 0) : Infinity;
  const most = Math.min(once, plan.maxRequests);
  // The limit every plan has is no wish of the user's: no run of another tool comes near it within the plan's time.
  return most >= MAX_LOAD_REQUESTS ? null : most;
}

/** The innermost folder that holds all of these files. */
function folderOf(files: readonly string[]): string {
  if (files.length === 0) return '.';
  let folder = dirname(files[0]!);
  while (files.some((file) => relative(folder, file).startsWith('..')) && dirname(folder) !== folder) {
    folder = dirname(folder);
  }
  return folder;
}
