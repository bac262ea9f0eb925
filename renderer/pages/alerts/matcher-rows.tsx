import type { LabelMatcher } from '../../../core/shared/index.ts';
import { Button } from '../../controls/index.ts';

const ops = [
  { value: '=', text: 'is' },
  { value: '!=', text: 'is not' },
  { value: '=~', text: 'matches' },
  { value: '!~', text: 'does not match' },
] as const;

export const emptyMatcher: LabelMatcher = { name: '', op: '=', value: '' };

interface MatcherRowsProps {
  label: string;
  matchers: readonly LabelMatcher[];
  onChange(matchers: LabelMatcher[]): void;
  fault?: string | undefined;
  /** Said where there is none. */
  none?: string;
}

/** Conditions on labels, one a line; all of them must hold. */
export function MatcherRows({ label, matchers, onChange, fault, none }: MatcherRowsProps) {
  const change = (at: number, part: Partial<LabelMatcher>) =>
    onChange(matchers.map((matcher, i) => (i === at ? { ...matcher, ...part } : matcher)));
  return (
    <fieldset className="matcher-rows">
      <legend>{label}</legend>
      {matchers.length === 0 && none !== undefined && <p className="hint">{none}</p>}
      {matchers.map((matcher, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- a row has no other identity while it is typed
        <div key={i} className="matcher-row">
          <input
            aria-label={`Label ${i + 1}`}
            placeholder="alertname"
            spellCheck={false}
            autoComplete="off"
            value={matcher.name}
            onChange={({ target }) => change(i, { name: target.value })}
          />
          <select
            className="select"
            aria-label={`Comparison ${i + 1}`}
            value={matcher.op}
            onChange={({ target }) => change(i, { op: target.value as LabelMatcher['op'] })}
          >
            {ops.map(({ value, text }) => (
              <option key={value} value={value}>
                {text} ({value})
              </option>
            ))}
          </select>
          <input
            aria-label={`Value ${i + 1}`}
            spellCheck={false}
            autoComplete="off"
            value={matcher.value}
            onChange={({ target }) => change(i, { value: target.value })}
          />
          <Button
            look="quiet"
            icon="close"
            aria-label={`Remove matcher ${i + 1}`}
            onClick={() => onChange(matchers.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      {fault !== undefined && (
        <p className="hint bad" role="alert">
          {fault}
        </p>
      )}
      <Button look="quiet" icon="add" onClick={() => onChange([...matchers, emptyMatcher])}>
        Add a matcher
      </Button>
    </fieldset>
  );
}
