import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openRuleFiles } from './rule-file/rule-files.ts';

const builtInDir = fileURLToPath(new URL('../../assets/rules', import.meta.url));
const files = openRuleFiles({ builtInDir, userDir: `${builtInDir}/none` }).list();
const rules = files.flatMap(({ groups }) =>
  groups.flatMap(({ interval, rules }) => rules.map((rule) => ({ ...rule, interval }))),
);
const called = (name: string) => rules.find(({ alert }) => alert === name);

const promtool = (() => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('the rules that come with Telltale', () => {
  it('can all be read', () => {
    expect(files.flatMap(({ faults }) => faults)).toEqual([]);
    expect(rules.map(({ alert }) => alert)).toEqual([
      'Error responses',
      'Low prediction confidence',
      'Drift detected',
      'High latency',
      'Service down',
      'High CPU',
    ]);
  });

  it("have the tutorial's numbers", () => {
    expect(called('Error responses')).toMatchObject({
      interval: '30s',
      for: '1m',
      expr: expect.stringMatching(/> 20$/),
    });
    expect(called('Low prediction confidence')).toMatchObject({
      interval: '30s',
      for: '1m',
      expr: expect.stringMatching(/< 0\.75$/),
    });
  });

  it("are rules in Prometheus's own eyes", ({ skip }) => {
    skip(!promtool, 'promtool is not installed');
    const paths = readdirSync(builtInDir).map((name) => `${builtInDir}/${name}`);
    expect(execFileSync('promtool', ['check', 'rules', ...paths], { encoding: 'utf8' })).not.toContain('FAILED');
  });
});
