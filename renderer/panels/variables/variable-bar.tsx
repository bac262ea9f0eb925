import { useState } from 'react';
import { Icon, Popover } from '../../controls/index.ts';
import { ALL } from './read-variables.ts';
import type { ResolvedVariable } from './resolve-variables.ts';

interface VariableBarProps {
  resolved: readonly ResolvedVariable[];
  choose(name: string, values: readonly string[]): void;
}

/** What a reader can set for the whole dashboard. */
export function VariableBar({ resolved, choose }: VariableBarProps) {
  const shown = resolved.filter(({ variable }) => !variable.isHidden);
  if (shown.length === 0) return null;
  return (
    <fieldset className="variable-bar">
      <legend className="visually-hidden">Variables</legend>
      {shown.map((each) => (
        <div key={each.variable.name} className="variable">
          <span className="variable-label" aria-hidden="true">
            {each.variable.label}
          </span>
          <Field resolved={each} onChoose={(values) => choose(each.variable.name, values)} />
          {each.fault !== null && (
            <span className="bad-text" title={each.fault}>
              <Icon name="warning" size={14} /> <span className="visually-hidden">{each.fault}</span>
            </span>
          )}
        </div>
      ))}
    </fieldset>
  );
}

interface FieldProps {
  resolved: ResolvedVariable;
  onChoose(values: readonly string[]): void;
}

function Field({ resolved, onChoose }: FieldProps) {
  const { variable, choices, chosen } = resolved;
  if (variable.type === 'textbox') return <TextField key={chosen[0]} resolved={resolved} onChoose={onChoose} />;
  if (variable.isMulti) return <ManyField resolved={resolved} onChoose={onChoose} />;
  return (
    <select
      className="select"
      aria-label={variable.label}
      value={chosen[0] ?? ''}
      onChange={({ target }) => onChoose([target.value])}
    >
      {chosen.length === 0 && <option value="">None</option>}
      {variable.hasAll && <option value={ALL}>All</option>}
      {choices.map(({ text, value }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}

function TextField({ resolved: { variable, chosen }, onChoose }: FieldProps) {
  const [text, setText] = useState(chosen[0] ?? '');
  const give = () => text !== chosen[0] && onChoose([text]);
  return (
    <input
      className="select"
      aria-label={variable.label}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onBlur={give}
      onKeyDown={({ key }) => key === 'Enter' && give()}
    />
  );
}

/** Several at once, or all: a click changes one of them. */
function ManyField({ resolved: { variable, choices, chosen }, onChoose }: FieldProps) {
  const isAll = chosen[0] === ALL;
  const names = choices.filter(({ value }) => chosen.includes(value)).map(({ text }) => text);
  const said = isAll ? 'All' : names.length === 0 ? 'None' : names.join(' + ');
  const toggle = (value: string) => {
    const before = isAll ? [] : chosen;
    const next = before.includes(value) ? before.filter((each) => each !== value) : [...before, value];
    onChoose(next.length === 0 && variable.hasAll ? [ALL] : next);
  };
  return (
    <Popover
      label={variable.label}
      trigger={
        <>
          <span className="visually-hidden">{variable.label}: </span>
          <span className="variable-said">{said}</span>
          <Icon name="down" size={12} />
        </>
      }
    >
      {() => (
        <div className="variable-choices">
          {variable.hasAll && (
            <label>
              <input type="checkbox" checked={isAll} onChange={() => onChoose([ALL])} /> All
            </label>
          )}
          {choices.map(({ text, value }) => (
            <label key={value}>
              <input type="checkbox" checked={!isAll && chosen.includes(value)} onChange={() => toggle(value)} /> {text}
            </label>
          ))}
          {choices.length === 0 && <p className="faint">Nothing in this range of time</p>}
        </div>
      )}
    </Popover>
  );
}
