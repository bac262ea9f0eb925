import { useState } from 'react';
import { useCall } from '../../api/index.ts';
import { EmptyState, ErrorNote, Link, Segmented, Spinner } from '../../controls/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { Card } from '../card.tsx';
import { DriftScatter, scaleFor, type ScatterAxis, ScatterKey } from '../scatter/index.ts';
import { DetectorForm } from './detector-form.tsx';
import { standingOf } from './drift-figures.ts';
import { DriftTiles } from './drift-tiles.tsx';
import { FlaggedSamples } from './flagged-samples.tsx';
import { NextSteps } from './next-steps.tsx';

const shownSamples = 300;
const shownFlagged = 12;
const axes = [
  { value: 'samples', text: 'By sample' },
  { value: 'time', text: 'By time' },
] as const;

/** Is what the model sees still what it was made on? */
export function DriftPage() {
  const status = useCall('driftStatus', {}, { refetchMs: 15_000 });
  const readings = useCall('driftReadings', { limit: shownSamples }, { refetchMs: 15_000 });
  const events = useCall('driftEvents', { limit: shownFlagged }, { refetchMs: 15_000 });
  const [axis, setAxis] = useState<ScatterAxis>('samples');
  const samples = readings.data?.readings ?? [];
  const standing = status.data ? standingOf(status.data.status, samples) : 'unseen';
  const error = status.error ?? readings.error;
  return (
    <>
      <PageHeader title="Drift" note="How far what the model sees is from what it was made on">
        <Link href="/drift/lab" className="button plain">
          Drift lab
        </Link>
        <Link href="/dashboards/food11-drift" className="button plain">
          Drift dashboard
        </Link>
      </PageHeader>
      <div className="page-body drift">
        {status.isPending && <Spinner label="Asking the monitor…" />}
        {error && !(status.data && readings.data) && <ErrorNote message={error.message} />}
        {status.data && <DriftTiles status={status.data.status} samples={samples} standing={standing} />}
        {readings.data && (
          <Card
            title="Test statistic, sample by sample"
            note={<ScatterKey />}
            className="scatter-card"
            actions={<Segmented label="Horizontal axis" value={axis} options={axes} onChange={setAxis} />}
          >
            {samples.length === 0 ? (
              <EmptyState icon="drift" title="No sample was judged yet">
                Every prediction of the service becomes a point here.
              </EmptyState>
            ) : (
              <DriftScatter samples={samples} axis={axis} scale={scaleFor(status.data?.status.options.detector)} />
            )}
          </Card>
        )}
        {status.data && (
          <div className="drift-columns">
            <div>
              <NextSteps standing={standing} />
              <FlaggedSamples flagged={events.data?.flagged ?? []} pictures={status.data.status.referencePictures} />
            </div>
            <DetectorForm status={status.data.status} />
          </div>
        )}
      </div>
    </>
  );
}
