import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import type { Labels } from '../../shared/index.ts';
import { editRuleFile } from '../rule-file/edit-rule-file.ts';
import { type Scenario, STEP_MS } from './scenario.ts';

/** What our evaluation came to, for promtool to check. */
export interface Expectation {
  /** By moment, Unix ms: the elements of a query over the series that rules wrote. */
  samples: { atMs: number; expr: string; elements: { labels: Labels; value: number }[] }[];
  /** By moment and alert: labels and annotations of those that fire. */
  firing: { atMs: number; alert: string; alerts: { labels: Labels; annotations: Labels }[] }[];
}

/** The first moment at which rules failed, and how; promtool evaluates no further. */
export interface Failure {
  atMs: number;
  rules: { name: string; error: string }[];
}

export const isInstalled = (() => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Has promtool evaluate the rules of every scenario in virtual time, and compare with what is expected; gives what it said. */
async function promtool(cases: readonly { scenario: Scenario; expected: Expectation }[]): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'telltale-promtool-'));
  try {
    const files: string[] = [];
    for (const [i, { scenario, expected }] of cases.entries()) {
      // As the console writes it, so that this is tested along.
      await writeFile(join(dir, `rules-${i}.yml`), editRuleFile.putGroup('', null, scenario.group));
      await writeFile(join(dir, `test-${i}.yml`), stringify(testFile(i, scenario, expected), { lineWidth: 0 }));
      files.push(join(dir, `test-${i}.yml`));
    }
    return await promisify(execFile)('promtool', ['test', 'rules', ...files], { maxBuffer: 1e8 }).then(
      () => '',
      ({ stderr }: { stderr: string }) => stderr.replaceAll('\r', ''),
    );
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** What promtool finds to be otherwise than expected; '' when it agrees in everything. */
export const disagreement = async (cases: readonly { scenario: Scenario; expected: Expectation }[]): Promise<string> =>
  (await promtool(cases)).slice(0, 6_000);

/** Which rules fail first in promtool, one text for each scenario: `rule: …, time: …, err: …` line by line. */
export async function failuresInPromtool(
  cases: readonly { scenario: Scenario; failure: Failure }[],
): Promise<string[]> {
  const said = await promtool(
    cases.map(({ scenario, failure: { atMs } }) => ({
      scenario,
      // Something must be asked for at that moment, lest it is not evaluated.
      expected: { samples: [{ atMs, expr: 'vector(0)', elements: [{ labels: {}, value: 0 }] }], firing: [] },
    })),
  );
  return said
    .split(/^ *FAILED:\n/m)
    .slice(1)
    .map((block) => block.trim().replace(/\n\s+/g, '\n'));
}

export const describeFailure = ({ atMs, rules }: Failure): string =>
  rules.map(({ name, error }) => `rule: ${name}, time: ${goDuration(atMs)}, err: ${error}`).join('\n');

/** As Go prints a duration of whole seconds: `3m45s`, `0s`. */
function goDuration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const rest = `${(ms % 60_000) / 1000}s`;
  return minutes === 0 ? rest : `${minutes}m${rest}`;
}

const seconds = (ms: number): string => `${ms / 1000}s`;

const testFile = (i: number, { series }: Scenario, { samples, firing }: Expectation) => ({
  rule_files: [`rules-${i}.yml`],
  evaluation_interval: seconds(STEP_MS),
  tests: [
    {
      interval: seconds(STEP_MS),
      input_series: series.map(({ labels, values }) => ({
        series: seriesText(labels),
        values: values.map((value) => (value === 'none' ? '_' : value)).join(' '),
      })),
      promql_expr_test: samples.map(({ atMs, expr, elements }) => ({
        expr,
        eval_time: seconds(atMs),
        exp_samples: elements.map(({ labels, value }) => ({ labels: seriesText(labels), value })),
      })),
      alert_rule_test: firing.map(({ atMs, alert, alerts }) => ({
        eval_time: seconds(atMs),
        alertname: alert,
        exp_alerts: alerts.map(({ labels: { alertname: _, ...labels }, annotations }) => ({
          exp_labels: labels,
          exp_annotations: annotations,
        })),
      })),
    },
  ],
});

export function seriesText({ __name__: name = '', ...labels }: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${pairs.join(', ')}}`;
}
