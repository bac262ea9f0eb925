import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { formatDuration, type StoreStatus } from '../../../core/shared/index.ts';
import { queryInstant } from '../../api/index.ts';
import { formatValue, momentText, valueFormat } from '../../format/index.ts';
import { spanText, useNow } from '../../session/index.ts';
import { ShareBar } from '../share-bar.tsx';
import { ingestRateOf } from './store-queries.ts';

/** Four figures: how much room, how many series, how many samples and how fast, how far back. */
export function StoreTiles({ status }: { status: StoreStatus }) {
  const nowMs = useNow();
  const { bytesOnDisk, series, maxSeries, samples, appendedSamples, oldestMs, retention } = status;
  const rate = useIngestRate();
  return (
    <div className="tiles">
      <StoreTile name="On disk" value={bytesOnDisk} unit="decbytes" share={bytesOnDisk / retention.maxBytes}>
        at most {formatValue(retention.maxBytes, 'decbytes')} (<code>--retention-size</code>)
      </StoreTile>
      <StoreTile name="Series" value={series} unit="locale" share={series / maxSeries}>
        at most {formatValue(maxSeries, 'locale', 0)}
      </StoreTile>
      <StoreTile
        name="Samples"
        value={samples}
        unit="short"
        title={`${formatValue(samples, 'locale', 0)} samples; ${formatValue(appendedSamples, 'locale', 0)} since Telltale started`}
      >
        {Number.isNaN(rate) ? '–' : formatValue(rate, 'locale', 0)} a second over the last minute
      </StoreTile>
      <StoreTile
        name="Reaches back"
        text={oldestMs === null ? '–' : spanText(nowMs - oldestMs)}
        title={oldestMs === null ? undefined : `The oldest sample is of ${momentText(oldestMs)}`}
        share={oldestMs === null ? 0 : (nowMs - oldestMs) / retention.maxAgeMs}
      >
        kept for {formatDuration(retention.maxAgeMs)} (<code>--retention</code>)
      </StoreTile>
    </div>
  );
}

/** What the scrapes of the last minute brought in, per second; NaN until it is known. */
function useIngestRate(): number {
  const answer = useQuery({
    queryKey: ['ingest rate'],
    queryFn: ({ signal }) => queryInstant({ query: `sum(${ingestRateOf})` }, signal),
    refetchInterval: 5_000,
  });
  return answer.data?.[0]?.value ?? NaN;
}

interface StoreTileProps {
  name: string;
  value?: number;
  unit?: string;
  text?: string;
  /** Said in full when pointed at. */
  title?: string | undefined;
  /** 0 to 1: how much of what is allowed is used. */
  share?: number;
  children: ReactNode;
}

function StoreTile({ name, value = NaN, unit, text, title, share, children }: StoreTileProps) {
  const id = useId();
  const formatted = valueFormat(unit)(value);
  return (
    <section className="card store-tile" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      <p className="figure" title={title}>
        {text ?? (Number.isNaN(value) ? '–' : formatted.text)}
        {text === undefined && <span className="unit">{formatted.suffix}</span>}
      </p>
      {share === undefined ? <span /> : <ShareBar share={Math.min(1, share)} tone={share > 0.9 ? 'warn' : 'accent'} />}
      <p className="faint">{children}</p>
    </section>
  );
}
