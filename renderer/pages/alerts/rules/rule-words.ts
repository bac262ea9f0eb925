import type { RuleGroupStatus, RuleStatus } from '../../../../core/shared/index.ts';
import type { Tone } from '../../../controls/index.ts';
import { spanText } from '../../../session/index.ts';

export function stateWords({ state, health, rule }: RuleStatus): { tone: Tone; text: string } {
  if (health === 'err') return { tone: 'bad', text: 'Error' };
  if (rule.record) return { tone: 'idle', text: 'Recording' };
  switch (state) {
    case 'firing':
      return { tone: 'bad', text: 'Firing' };
    case 'pending':
      return { tone: 'warn', text: 'Pending' };
    case 'inactive':
      return health === 'unknown' ? { tone: 'idle', text: 'Not evaluated yet' } : { tone: 'ok', text: 'Normal' };
  }
}

/** "in 12 s", "now" */
export function nextText({ nextEvaluationMs }: RuleGroupStatus, nowMs: number): string {
  if (nextEvaluationMs === null) return '–';
  const leftMs = nextEvaluationMs - nowMs;
  return leftMs < 1_000 ? 'now' : `in ${spanText(leftMs)}`;
}

/** "2 firing, 1 pending, 4 normal" of all rules of all groups. */
export function summaryOf(groups: readonly RuleGroupStatus[]): string {
  const rules = groups.flatMap((group) => group.rules).filter(({ rule }) => !rule.record);
  const count = (state: RuleStatus['state']) => rules.filter((rule) => rule.state === state).length;
  const failing = groups.flatMap((group) => group.rules).filter(({ health }) => health === 'err').length;
  return [
    `${count('firing')} firing`,
    `${count('pending')} pending`,
    `${count('inactive')} normal`,
    ...(failing > 0 ? [`${failing} with an error`] : []),
  ].join(', ');
}

/** A value as it came, shortened where it has many digits. */
export function valueText(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) && value.length > 8 ? String(Number(number.toPrecision(5))) : value;
}
