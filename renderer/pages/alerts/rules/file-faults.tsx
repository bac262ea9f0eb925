import type { RuleFileListing } from '../../../../core/shared/index.ts';
import { ErrorNote } from '../../../controls/index.ts';

/** Files that are not in order, with the place of every fault. */
export function FileFaults({ files }: { files: readonly RuleFileListing[] }) {
  return files
    .filter(({ faults }) => faults.length > 0)
    .map(({ name, faults }) => (
      <ErrorNote
        key={name}
        title={`${name} is not used as it is now`}
        message="What it said before goes on, if anything. Correct the file; it is looked at every few seconds."
        actions={
          <ul className="file-faults">
            {faults.map(({ line, column, group, rule, reason }) => (
              <li key={`${line} ${column} ${reason}`}>
                <b>
                  Line {line}
                  {group !== null && `, group ${group}`}
                  {rule !== null && `, rule ${rule}`}:
                </b>{' '}
                {reason}
              </li>
            ))}
          </ul>
        }
      />
    ));
}
