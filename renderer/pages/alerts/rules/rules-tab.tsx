import { useState } from 'react';
import type { RuleFileListing, RuleGroupStatus } from '../../../../core/shared/index.ts';
import { useCall } from '../../../api/index.ts';
import { EmptyState, ErrorNote, Segmented, Spinner } from '../../../controls/index.ts';
import { useAlertCourses } from '../../../panels/index.ts';
import { navigate, splitAddress, useAddress } from '../../../session/index.ts';
import { FileFaults } from './file-faults.tsx';
import { GroupCard, type Chosen } from './group-card.tsx';
import { DeleteRuleDialog } from './delete-rule-dialog.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { draftFrom, draftOf, emptyDraft, usualPlacement } from './rule-draft.ts';
import { summaryOf } from './rule-words.ts';

/** Fast enough to see a pending alert fire; changes of state come by themselves. */
const refetchMs = 3_000;

const shows = [
  { value: 'all', text: 'All' },
  { value: 'active', text: 'Active' },
  { value: 'failing', text: 'Failing' },
] as const;
type Shown = (typeof shows)[number]['value'];

interface RulesTabProps {
  isAdding: boolean;
  onAdded(): void;
}

/** Every rule by group: its state, its alerts, and what they went through over the shown range. */
export function RulesTab({ isAdding, onAdded }: RulesTabProps) {
  const { data, error, isPending } = useCall('rules', {}, { refetchMs });
  const courses = useAlertCourses();
  const [show, setShow] = useState<Shown>('all');
  const [editing, setEditing] = useState<Chosen | null>(null);
  const [leaving, setLeaving] = useState<Chosen | null>(null);
  const { path, query } = splitAddress(useAddress());
  const asked = draftFrom(query);
  const groups = shownOf(data?.groups ?? [], show);
  const isOpen = isAdding || editing !== null || asked !== null;
  const close = () => {
    setEditing(null);
    onAdded();
    if (asked) navigate(withoutDraft(path, query), { replace: true });
  };
  return (
    <>
      {isPending && <Spinner label="Asking the monitor…" />}
      {error && !data && <ErrorNote message={error.message} />}
      {data && (
        <div className="rules-head">
          <p className="muted">{summaryOf(data.groups)}</p>
          <Segmented label="Rules shown" value={show} options={shows} onChange={setShow} />
        </div>
      )}
      {data && <FileFaults files={data.files} />}
      {data && groups.length === 0 && (
        <EmptyState icon="bell" title={show === 'all' ? 'There are no rules' : emptyWords[show]}>
          {show === 'all' ? 'Make one here, or from the menu of a panel: "Alert when this is above…".' : undefined}
        </EmptyState>
      )}
      {groups.map((group) => (
        <GroupCard
          key={`${group.file} ${group.name}`}
          group={group}
          file={fileOf(data?.files ?? [], group)}
          courses={courses}
          onEdit={setEditing}
          onDelete={setLeaving}
        />
      ))}
      <RuleDialog
        open={isOpen}
        draft={editing ? draftOf(editing.rule.rule) : (asked ?? emptyDraft)}
        old={editing}
        placement={editing ? { file: editing.group.file, group: editing.group.name, interval: '' } : usualPlacement}
        groups={(data?.groups ?? []).filter(({ isTemporary }) => !isTemporary)}
        onClose={close}
      />
      <DeleteRuleDialog chosen={leaving} onClose={() => setLeaving(null)} />
    </>
  );
}

const emptyWords = { active: 'Nothing is pending or firing', failing: 'Every rule could be evaluated' } as const;

const shownOf = (groups: readonly RuleGroupStatus[], show: Shown): RuleGroupStatus[] =>
  groups
    .map((group) => ({
      ...group,
      rules: group.rules.filter(
        ({ state, health }) => show === 'all' || (show === 'active' ? state !== 'inactive' : health === 'err'),
      ),
    }))
    .filter(({ rules }) => rules.length > 0);

const fileOf = (files: readonly RuleFileListing[], { file }: RuleGroupStatus): RuleFileListing | null =>
  files.find(({ name }) => name === file) ?? null;

/** The address without what asked for a new rule. */
function withoutDraft(path: string, query: URLSearchParams): string {
  const next = new URLSearchParams(query);
  for (const key of ['query', 'name', 'dashboard', 'panel']) next.delete(key);
  return next.size > 0 ? `${path}?${next}` : path;
}
