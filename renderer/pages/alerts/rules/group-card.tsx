import {
  type AlertCourse,
  formatDuration,
  type RuleFileListing,
  type RuleGroupStatus,
  ruleName,
  type RuleStatus,
} from '../../../../core/shared/index.ts';
import { useChange } from '../../../api/index.ts';
import { Button, useToast } from '../../../controls/index.ts';
import { useNow, useTimeRange } from '../../../session/index.ts';
import { Card } from '../../card.tsx';
import { RuleRow } from './rule-row.tsx';
import { nextText } from './rule-words.ts';

/** A rule and the group it is in. */
export interface Chosen {
  group: RuleGroupStatus;
  rule: RuleStatus;
}

interface GroupCardProps {
  group: RuleGroupStatus;
  file: RuleFileListing | null;
  courses: readonly AlertCourse[];
  onEdit(chosen: Chosen): void;
  onDelete(chosen: Chosen): void;
}

/** The rules of one group. */
export function GroupCard({ group, file, courses, onEdit, onDelete }: GroupCardProps) {
  const nowMs = useNow();
  const range = useTimeRange().resolve(nowMs);
  const where = group.isTemporary ? 'for a while, by a scenario' : `${group.file}${originWords(file)}`;
  const note = `${where} · every ${formatDuration(group.intervalMs)}, next ${nextText(group, nowMs)}`;
  return (
    <Card title={group.name} note={note} actions={file?.origin === 'edited' && <BackToBuiltIn file={file.name} />}>
      <div className="table-scroll">
        <table className="table rule-table">
          <colgroup>
            {['state', '', 'value', 'since', 'course', 'tools'].map((kind, i) => (
              <col key={`${kind} ${i}`} className={kind} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Rule</th>
              <th scope="col" className="number">
                Value
              </th>
              <th scope="col">Since</th>
              <th scope="col">Over the shown range</th>
              <th scope="col">
                <span className="visually-hidden">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {group.rules.map((rule) => (
              <RuleRow
                key={rule.index}
                rule={rule}
                isFixed={group.isTemporary}
                courses={courses.filter(
                  (course) =>
                    course.file === group.file && course.group === group.name && course.rule === ruleName(rule.rule),
                )}
                range={range}
                onEdit={() => onEdit({ group, rule })}
                onDelete={() => onDelete({ group, rule })}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function originWords(file: RuleFileListing | null): string {
  if (file === null || file.origin === 'own') return '';
  return file.origin === 'edited' ? ', edited' : ', built in';
}

/** Gives up the user's copy of a built-in file. */
function BackToBuiltIn({ file }: { file: string }) {
  const say = useToast();
  const remove = useChange('deleteRuleFile', ['rules']);
  return (
    <Button
      look="quiet"
      icon="history"
      busy={remove.isPending}
      onClick={() =>
        remove.mutate(
          { file },
          { onSuccess: () => say(`${file} is as it came`), onError: ({ message }) => say(message, 'bad') },
        )
      }
    >
      Back to built-in
    </Button>
  );
}
