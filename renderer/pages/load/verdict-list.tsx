import type { LoadCheck, LoadVerdict } from '../../../core/shared/index.ts';
import { Badge } from '../../controls/index.ts';
import { formatValue } from '../../format/index.ts';
import { percent } from './plan-words.ts';

/** Whether a run passed, and each threshold beside what was measured. */
export function VerdictList({ verdict }: { verdict: LoadVerdict }) {
  return (
    <div className="verdict">
      <VerdictBadge verdict={verdict} />
      <ul>
        {verdict.checks.map((check) => (
          <li key={check.figure} className={check.passed ? undefined : 'bad-text'}>
            {checkText(check)}
          </li>
        ))}
      </ul>
    </div>
  );
}

export const VerdictBadge = ({ verdict }: { verdict: LoadVerdict }) => (
  <Badge tone={verdict.passed ? 'ok' : 'bad'}>{verdict.passed ? 'Passed' : 'Not passed'}</Badge>
);

/** `p95 187 ms, below 200 ms`, `errors 3 %, not below 1 %`. */
export function checkText({ figure, limit, measured, passed }: LoadCheck): string {
  const names = { p95: 'p95', p99: 'p99', errorShare: 'errors', rate: 'rate' } as const;
  const text = (value: number) => {
    if (figure === 'errorShare') return percent(value);
    return figure === 'rate' ? `${formatValue(value, 'none', 1)}/s` : formatValue(value, 'ms', value < 100 ? 1 : 0);
  };
  const relation = `${passed ? '' : 'not '}${figure === 'rate' ? 'above' : 'below'} ${text(limit)}`;
  return `${names[figure]} ${measured === null ? 'not measured' : text(measured)}, ${relation}`;
}
