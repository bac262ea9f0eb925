import { useState } from 'react';
import { useCall } from '../../api/index.ts';
import { Button, EmptyState, ErrorNote, Segmented, Spinner } from '../../controls/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { AddTargetDialog } from './add-target-dialog.tsx';
import { JobCard } from './job-card.tsx';
import { jobsOf } from './jobs.ts';

/** Fast enough to see a new target come up. */
const refetchMs = 2_000;

const shows = [
  { value: 'all', text: 'All' },
  { value: 'not-up', text: 'Not up' },
] as const;

/** What is scraped, and how the last scrape of each went; more can be added. */
export function TargetsPage() {
  const [isAdding, setAdding] = useState(false);
  const [show, setShow] = useState<'all' | 'not-up'>('all');
  const { data, error, isPending } = useCall('targets', {}, { refetchMs });
  const targets = data?.targets ?? [];
  const up = targets.filter(({ health }) => health === 'up').length;
  const jobs = jobsOf(show === 'all' ? targets : targets.filter(({ health }) => health !== 'up'));
  return (
    <>
      <PageHeader title="Targets" note={data && `${up} of ${targets.length} up`}>
        <Segmented label="Targets shown" value={show} options={shows} onChange={setShow} />
        <Button look="primary" icon="add" onClick={() => setAdding(true)}>
          Add a target
        </Button>
      </PageHeader>
      <div className="page-body targets">
        {isPending && <Spinner label="Asking the monitor…" />}
        {error && !data && <ErrorNote message={error.message} />}
        {data && jobs.length === 0 && (
          <EmptyState icon="targets" title={show === 'all' ? 'Nothing is scraped yet' : 'Every target is up'}>
            {show === 'all' ? 'The service becomes a target as soon as it runs.' : undefined}
          </EmptyState>
        )}
        {jobs.map((job) => (
          <JobCard key={job.name} job={job} />
        ))}
      </div>
      <AddTargetDialog open={isAdding} onClose={() => setAdding(false)} />
    </>
  );
}
