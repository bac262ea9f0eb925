import { formatDuration, type RuleGroupStatus } from '../../../../core/shared/index.ts';
import { TextField } from '../text-field.tsx';
import { type Placement, usualPlacement } from './rule-draft.ts';

interface PlacementFieldsProps {
  place: Placement;
  groups: readonly RuleGroupStatus[];
  onChange(place: Placement): void;
}

const keyOf = ({ file, name }: { file: string; name: string }) => `${file}/${name}`;
const anew = 'new';

/** The group a new rule goes into: one that there is, or a new one. */
export function PlacementFields({ place, groups, onChange }: PlacementFieldsProps) {
  const known = groups.find(({ file, name }) => file === place.file && name === place.group);
  return (
    <>
      <label className="field">
        Group
        <select
          className="select"
          value={known ? keyOf(known) : anew}
          onChange={({ target }) => {
            const chosen = groups.find((group) => keyOf(group) === target.value);
            onChange(chosen ? { file: chosen.file, group: chosen.name, interval: '' } : freeName(groups));
          }}
        >
          <option value={anew}>A new group…</option>
          {groups.map((group) => (
            <option key={keyOf(group)} value={keyOf(group)}>
              {group.name} ({group.file}, every {formatDuration(group.intervalMs)})
            </option>
          ))}
        </select>
      </label>
      {!known && (
        <div className="three-fields">
          <TextField
            label="Name of the group"
            value={place.group}
            onChange={(group) => onChange({ ...place, group })}
          />
          <TextField label="File" value={place.file} onChange={(file) => onChange({ ...place, file })} />
          <TextField
            label="Evaluated every"
            value={place.interval}
            placeholder="1m"
            onChange={(interval) => onChange({ ...place, interval })}
          />
        </div>
      )}
    </>
  );
}

/** The usual place, under a name that no group has yet. */
function freeName(groups: readonly RuleGroupStatus[]): Placement {
  for (let n = 1; ; n++) {
    const group = n === 1 ? usualPlacement.group : `${usualPlacement.group} ${n}`;
    if (!groups.some(({ file, name }) => file === usualPlacement.file && name === group))
      return { ...usualPlacement, group };
  }
}
