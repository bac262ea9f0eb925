import { lazy, type RefCallback, Suspense, useMemo } from 'react';
import type { QueryValue } from '../../api/index.ts';
import { Button, Icon, Spinner } from '../../controls/index.ts';
import { formatValue } from '../../format/index.ts';
import type { EditorHandle, PromqlEditorProps } from './editor/promql-editor.tsx';
import { faultOf } from './server-fault.ts';
import type { Outcome } from './use-outcomes.ts';

// CodeMirror is as large as all the rest of the page: who never comes here never loads it.
const PromqlEditor = lazy(() => import('./editor/promql-editor.tsx'));

interface QueryRowProps extends Pick<PromqlEditorProps, 'text' | 'onChange' | 'onRun' | 'onFocus'> {
  letter: string;
  isOn: boolean;
  /** null when it was not asked. */
  outcome: Outcome | null;
  onToggle(): void;
  /** null for the last one, which stays. */
  onRemove: (() => void) | null;
  handle: RefCallback<EditorHandle>;
}

/** One query: its letter, which switches it on and off; its text; and what came of it. */
export function QueryRow({ letter, isOn, outcome, onToggle, onRemove, handle, ...editor }: QueryRowProps) {
  const { error = null, expr = '' } = outcome ?? {};
  const fault = useMemo(() => {
    const found = error ? faultOf(expr, error.message) : null;
    return found ? { expr, fault: found } : null;
  }, [error, expr]);
  return (
    <li className={isOn ? 'query-row' : 'query-row off'}>
      <button
        type="button"
        className="query-letter"
        aria-pressed={isOn}
        aria-label={`Show the result of query ${letter}`}
        title={isOn ? 'Leave this query out' : 'Take this query in again'}
        onClick={onToggle}
      >
        {letter}
      </button>
      <div className={error ? 'query-field wrong' : 'query-field'}>
        <Suspense fallback={<p className="query-waiting">{editor.text || 'Loading the editor…'}</p>}>
          <PromqlEditor {...editor} label={`Query ${letter}`} fault={fault} onReady={handle} />
        </Suspense>
      </div>
      {onRemove ? (
        <Button look="quiet" icon="close" aria-label={`Remove query ${letter}`} onClick={onRemove} />
      ) : (
        <span />
      )}
      <QueryOutcome isOn={isOn} outcome={outcome} />
    </li>
  );
}

function QueryOutcome({ isOn, outcome }: Pick<QueryRowProps, 'isOn' | 'outcome'>) {
  if (!isOn) return <p className="query-outcome faint">Left out</p>;
  if (!outcome) return null;
  const { error, evaluation, isFetching } = outcome;
  if (error) {
    return (
      <div className="query-outcome bad-text" role="alert">
        <Icon name="warning" size={14} />
        <p>{error.message.replace(/^invalid parameter "query": /, '')}</p>
      </div>
    );
  }
  if (!evaluation)
    return isFetching ? (
      <div className="query-outcome">
        <Spinner label="Asking…" />
      </div>
    ) : null;
  return (
    <div className="query-outcome">
      <p className="faint">
        {countText(evaluation.value)} in {formatValue(evaluation.elapsedMs, 'ms', evaluation.elapsedMs < 10 ? 1 : 0)}
      </p>
      {evaluation.warnings.map((text) => (
        <p key={text} className="remark warn">
          <Icon name="warning" size={14} />
          {text}
        </p>
      ))}
      {evaluation.infos.map((text) => (
        <p key={text} className="remark">
          <Icon name="info" size={14} />
          {text}
        </p>
      ))}
    </div>
  );
}

function countText(value: QueryValue): string {
  if (value.kind !== 'vector' && value.kind !== 'matrix') return `A ${value.kind}`;
  const count = value.kind === 'vector' ? value.samples.length : value.series.length;
  if (count === 0) return 'No series';
  return count === 1 ? '1 series' : `${formatValue(count, 'none', 0)} series`;
}
