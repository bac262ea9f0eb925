import { useState } from 'react';
import { type Silence, silenceState } from '../../../../core/shared/index.ts';
import { useCall } from '../../../api/index.ts';
import { EmptyState, ErrorNote, Segmented, Spinner } from '../../../controls/index.ts';
import { navigate, splitAddress, useAddress, useNow } from '../../../session/index.ts';
import { Card } from '../../card.tsx';
import { AlertsNow } from './alerts-now.tsx';
import { lastAuthor } from './author.ts';
import { SilenceDialog } from './silence-dialog.tsx';
import { draftOfSilence, matchersOfAddress, newDraft, type SilenceDraft } from './silence-draft.ts';
import { SilenceRow } from './silence-row.tsx';

const shows = [
  { value: 'now', text: 'In force' },
  { value: 'all', text: 'With ended ones' },
] as const;

/** What is not told of, until when, and why. The address may ask for a new silence, see `silenceAddress`. */
export function SilencesTab({ isAdding, onAdded }: { isAdding: boolean; onAdded(): void }) {
  const { path, query } = splitAddress(useAddress());
  const nowMs = useNow();
  const { data, error, isPending } = useCall('silences', {}, { refetchMs: 10_000 });
  const [show, setShow] = useState<(typeof shows)[number]['value']>('now');
  const [changing, setChanging] = useState<Silence | null>(null);
  const asked = matchersOfAddress(query);
  const all = data?.silences ?? [];
  const shown = show === 'all' ? all : all.filter((silence) => silenceState(silence, nowMs) !== 'expired');

  const close = () => {
    setChanging(null);
    onAdded();
    if (!asked) return;
    query.delete('silence');
    navigate(query.size > 0 ? `${path}?${query}` : path, { replace: true });
  };
  return (
    <>
      {isPending && <Spinner label="Asking the monitor…" />}
      {error && !data && <ErrorNote message={error.message} />}
      {data && (
        <Card
          title="Silences"
          className="silences"
          actions={<Segmented label="Silences shown" value={show} options={shows} onChange={setShow} />}
        >
          {shown.length === 0 ? (
            <EmptyState icon="bell" title={show === 'all' ? 'Nothing was ever silenced' : 'Nothing is silenced'}>
              A silence keeps alerts from being told of for a while; they are shown all the same.
            </EmptyState>
          ) : (
            <div className="table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    {['State', 'Alerts with', 'Why', 'Who', 'When'].map((column) => (
                      <th key={column} scope="col">
                        {column}
                      </th>
                    ))}
                    <th scope="col">
                      <span className="visually-hidden">Actions</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((silence) => (
                    <SilenceRow
                      key={silence.id}
                      silence={silence}
                      nowMs={nowMs}
                      onChange={() => setChanging(silence)}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Card>
      )}
      <AlertsNow />
      <SilenceDialog
        draft={draftFor(changing, asked ?? (isAdding ? [] : null))}
        old={changing && changing.endsAtMs > nowMs ? changing : null}
        onClose={close}
      />
    </>
  );
}

function draftFor(changing: Silence | null, wanted: SilenceDraft['matchers'] | null): SilenceDraft | null {
  if (changing) return draftOfSilence(changing, Date.now());
  return wanted ? newDraft(wanted, lastAuthor(), Date.now()) : null;
}
