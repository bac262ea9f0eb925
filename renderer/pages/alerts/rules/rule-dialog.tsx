import { type FormEvent, lazy, Suspense, useId, useState } from 'react';
import { formatDuration, type RuleGroupStatus, ruleName } from '../../../../core/shared/index.ts';
import { useChange } from '../../../api/index.ts';
import { Button, Dialog, ErrorNote, Segmented, Spinner, useToast } from '../../../controls/index.ts';
import { TextField } from '../text-field.tsx';
import type { Chosen } from './group-card.tsx';
import { PairRows } from './pair-rows.tsx';
import { PlacementFields } from './placement-fields.tsx';
import { changeOf, checkDraft, exprOf, type Placement, type RuleDraft } from './rule-draft.ts';
import { RulePreview } from './rule-preview.tsx';

// CodeMirror is large: who only looks at rules never loads it.
const PromqlEditor = lazy(() => import('../../explore/editor/promql-editor.tsx'));

interface RuleDialogProps {
  open: boolean;
  /** How the form opens. */
  draft: RuleDraft;
  /** The rule it changes; null for a new one. */
  old: Chosen | null;
  placement: Placement;
  groups: readonly RuleGroupStatus[];
  onClose(): void;
}

/** Makes a rule, or changes one, and shows when it would have fired. */
export function RuleDialog({ open, old, onClose, ...rest }: RuleDialogProps) {
  return (
    <Dialog title={old ? `Edit ${ruleName(old.rule.rule)}` : 'New rule'} open={open} onClose={onClose}>
      <RuleForm old={old} onDone={onClose} {...rest} />
    </Dialog>
  );
}

const kinds = [
  { value: 'alert', text: 'Alert' },
  { value: 'record', text: 'Recording rule' },
] as const;
const ops = [
  { value: '>', text: 'Above' },
  { value: '<', text: 'Below' },
] as const;

interface RuleFormProps extends Pick<RuleDialogProps, 'draft' | 'old' | 'placement' | 'groups'> {
  onDone(): void;
}

function RuleForm({ draft: first, old, placement, groups, onDone }: RuleFormProps) {
  const say = useToast();
  const put = useChange('putRule', ['rules']);
  const [draft, setDraft] = useState(first);
  const [place, setPlace] = useState(placement);
  const [wasSent, setSent] = useState(false);
  const set = (part: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...part }));
  const checked = checkDraft(draft);
  const faults = (wasSent && checked.faults) || {};
  const known = groups.find(({ file, name }) => file === place.file && name === place.group);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (checked.rule === null) return;
    const { rule } = checked;
    const replaces = old && { index: old.rule.index, name: ruleName(old.rule.rule) };
    const saved = () => {
      say(`${ruleName(rule)} is saved in ${place.file}`);
      onDone();
    };
    put.mutate(changeOf(rule, place, replaces), { onSuccess: saved });
  };
  const isAlert = draft.kind === 'alert';
  return (
    <form className="rule-form" onSubmit={submit} noValidate>
      <div className="rule-fields">
        {!old && (
          <Segmented label="Kind of rule" value={draft.kind} options={kinds} onChange={(kind) => set({ kind })} />
        )}
        <TextField
          label="Name"
          value={draft.name}
          fault={faults.name}
          maxLength={200}
          onChange={(name) => set({ name })}
        />
        <Expression draft={draft} faults={faults} onChange={set} />
        {isAlert && (
          <div className="two-fields">
            <TextField
              label="Fires after"
              value={draft.for}
              placeholder="at once"
              fault={faults.for}
              hint="How long it must be so."
              onChange={(text) => set({ for: text })}
            />
            <TextField
              label="Goes on firing for"
              value={draft.keepFiringFor}
              placeholder="not at all"
              fault={faults.keepFiringFor}
              hint="After it is no longer so."
              onChange={(keepFiringFor) => set({ keepFiringFor })}
            />
          </div>
        )}
        {isAlert && (
          <RulePreview
            rule={checked.rule}
            interval={known ? formatDuration(known.intervalMs) : place.interval || undefined}
          />
        )}
        <PairRows
          legend="Labels"
          one="label"
          placeholder="warning"
          pairs={draft.labels}
          fault={faults.labels}
          onChange={(labels) => set({ labels })}
        />
        {isAlert && (
          <PairRows
            legend="Annotations"
            one="annotation"
            placeholder="{{ $labels.job }} is at {{ $value | humanize }}"
            pairs={draft.annotations}
            fault={faults.annotations}
            onChange={(annotations) => set({ annotations })}
          />
        )}
        {!old && <PlacementFields place={place} groups={groups} onChange={setPlace} />}
      </div>
      {put.error && <ErrorNote message={put.error.message} />}
      <div className="actions">
        <Button type="submit" look="primary" busy={put.isPending}>
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}

interface ExpressionProps {
  draft: RuleDraft;
  faults: Partial<Record<'expr' | 'bound', string>>;
  onChange(part: Partial<RuleDraft>): void;
}

/** A whole expression, or a query with a bound that it is held to. */
function Expression({ draft, faults, onChange }: ExpressionProps) {
  const id = useId();
  const { bound } = draft;
  const text = bound ? bound.query : draft.expr;
  const label = bound ? 'Query' : 'Expression';
  return (
    <div className="expression">
      <p className="field" id={id}>
        {label}
      </p>
      <div className="query-field">
        <Suspense fallback={<Spinner label="Loading the editor…" />}>
          <PromqlEditor
            key={bound ? 'query' : 'expr'}
            text={text}
            label={label}
            fault={null}
            onChange={(next) => onChange(bound ? { bound: { ...bound, query: next } } : { expr: next })}
            onRun={() => {}}
            onFocus={() => {}}
            onReady={() => {}}
          />
        </Suspense>
      </div>
      {bound === null && (
        <p className={faults.expr ? 'hint bad' : 'hint'}>
          {faults.expr ?? 'Every series it gives is an alert: write a comparison, such as up == 0.'}
        </p>
      )}
      {bound !== null && (
        <div className="bound">
          <Segmented
            label="The alert is when the query is"
            value={bound.op}
            options={ops}
            onChange={(op) => onChange({ bound: { ...bound, op } })}
          />
          <input
            aria-label="Bound"
            inputMode="decimal"
            value={bound.value}
            placeholder="20"
            aria-invalid={faults.bound !== undefined || undefined}
            onChange={({ target }) => onChange({ bound: { ...bound, value: target.value } })}
          />
          <Button look="quiet" onClick={() => onChange({ expr: exprOf(draft), bound: null })}>
            Write the whole expression
          </Button>
          {faults.bound !== undefined && <p className="hint bad">{faults.bound}</p>}
        </div>
      )}
    </div>
  );
}
