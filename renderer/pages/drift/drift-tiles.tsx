import { type ReactNode, useId } from 'react';
import type { DriftSample, DriftStatus } from '../../../core/shared/index.ts';
import { useCall } from '../../api/index.ts';
import { Badge } from '../../controls/index.ts';
import { formatValue } from '../../format/index.ts';
import { useInstantSamples } from '../overview/use-promql.ts';
import { statisticText } from '../scatter/index.ts';
import {
  detectorNames,
  driftShare,
  medianStatistic,
  signalTexts,
  type Standing,
  standingWords,
} from './drift-figures.ts';

interface DriftTilesProps {
  status: DriftStatus;
  samples: readonly DriftSample[];
  standing: Standing;
}

/** The four figures of drift: how it stands, how far, how often, how much of it. */
export function DriftTiles({ status, samples, standing }: DriftTilesProps) {
  const { options, counts, last, origin } = status;
  const perSecond = useInstantSamples('sum(rate(drift_events_total[1m]))').data?.[0]?.value ?? NaN;
  const intervalMs = useCall('status', {}).data?.scrapeIntervalMs ?? 5_000;
  const share = driftShare(samples);
  const { tone, text } = standingWords[standing];
  return (
    <div className="tiles drift-tiles">
      <DriftTile name="State" figure={<Badge tone={tone}>{text}</Badge>}>
        {detectorNames[options.detector]}
        {options.signal !== 'features' && ` on ${signalTexts[options.signal].name.toLowerCase()}`}, one false alarm in{' '}
        {options.ert} samples, window {options.windowSize}
        {origin === 'loaded' && ', as it was saved'}
        {standing === 'filling' && `; ${status.filling} samples to come`}
      </DriftTile>
      <DriftTile
        name="Latest statistic"
        figure={last ? statisticText(last.statistic) : '–'}
        isBad={last?.isDrift === true}
      >
        {last ? `threshold ${statisticText(last.threshold)}` : 'no sample yet'}
        {last?.feature && `; of ${last.feature}`}
        {samples.length > 0 && `; median of the ${samples.length} shown ${statisticText(medianStatistic(samples))}`}
      </DriftTile>
      <DriftTile
        name="Drift events per second"
        figure={Number.isNaN(perSecond) ? '–' : perSecond.toFixed(2)}
        isBad={perSecond >= 1}
      >
        <span data-testid="drift-events">{formatValue(counts.events, 'locale', 0)}</span> events in {counts.episodes}{' '}
        {counts.episodes === 1 ? 'episode' : 'episodes'} since the service started; scraped every{' '}
        {formatValue(intervalMs, 'ms')}
      </DriftTile>
      <DriftTile
        name="Share drifted"
        figure={Number.isNaN(share) ? '–' : formatValue(share, 'percentunit', 1)}
        isBad={share > 0.05}
      >
        of the {samples.length} samples shown
        {counts.dropped > 0 && `; ${formatValue(counts.dropped, 'locale', 0)} dropped`}
      </DriftTile>
    </div>
  );
}

interface DriftTileProps {
  name: string;
  figure: ReactNode;
  isBad?: boolean;
  children: ReactNode;
}

function DriftTile({ name, figure, isBad = false, children }: DriftTileProps) {
  const id = useId();
  return (
    <section className={isBad ? 'card tile bad' : 'card tile'} aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      <div className="figure">{figure}</div>
      <p className="faint">{children}</p>
    </section>
  );
}
