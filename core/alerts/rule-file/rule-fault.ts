import type { RuleFault } from '../../shared/index.ts';

/** "line 7: group "Food11", rule "High latency": …" */
export function describeFault({ line, group, rule, reason }: RuleFault): string {
  const where = [`line ${line}`];
  if (group !== null) where.push(`group ${JSON.stringify(group)}${rule === null ? '' : `, rule ${rule}`}`);
  return `${where.join(': ')}: ${reason}`;
}

/** A text that is no rule file. */
export class RuleFileError extends Error {
  readonly faults: readonly RuleFault[];

  constructor(faults: readonly RuleFault[]) {
    super(faults.map(describeFault).join('; '));
    this.name = 'RuleFileError';
    this.faults = faults;
  }
}
