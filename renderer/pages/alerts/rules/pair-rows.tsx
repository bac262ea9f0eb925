import { Button } from '../../../controls/index.ts';
import type { Pair } from './rule-draft.ts';

interface PairRowsProps {
  legend: string;
  /** What one of them is called. */
  one: string;
  pairs: readonly Pair[];
  fault?: string | undefined;
  placeholder: string;
  onChange(pairs: Pair[]): void;
}

/** Names and values that can be added to and taken away: labels, annotations. */
export function PairRows({ legend, one, pairs, fault, placeholder, onChange }: PairRowsProps) {
  const set = (at: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair, i) => (i === at ? { ...pair, ...part } : pair)));
  return (
    <fieldset className="pair-rows">
      <legend>{legend}</legend>
      {pairs.map((pair, i) => (
        <div className="pair-row" key={i}>
          <input
            value={pair.name}
            aria-label={`Name of ${one} ${i + 1}`}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => set(i, { name: target.value })}
          />
          <input
            value={pair.value}
            aria-label={`Value of ${one} ${pair.name || i + 1}`}
            placeholder={placeholder}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => set(i, { value: target.value })}
          />
          <Button
            look="quiet"
            icon="close"
            aria-label={`Remove ${one} ${pair.name || i + 1}`}
            onClick={() => onChange(pairs.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      <Button look="quiet" icon="add" onClick={() => onChange([...pairs, { name: '', value: '' }])}>
        Add {/^[aeiou]/.test(one) ? 'an' : 'a'} {one}
      </Button>
      {fault !== undefined && <p className="hint bad">{fault}</p>}
    </fieldset>
  );
}
