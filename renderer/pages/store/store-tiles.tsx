import { type ReactNode, useId } from 'react';
import { formatDuration, type StoreStatus } from '../../../core/shared/index.ts';
import { formatValue, momentText, valueFormat } from '../../format/index.ts';
import { spanText, useNow } from '../../session/index.ts';
import { ShareBar } from '../share-bar.tsx';

/** Four figures: how much room, how many series, how fast, how far back. */
export function StoreTiles({ status }: { status: StoreStatus }) {
  const nowMs = useNow();
  const { bytesOnDisk, series, maxSeries, appendedSamples, oldestMs, retention } = status;
  const count = (value: number) => formatValue(value, 'none', 0);
  return (
    <div className="tiles">
      <StoreTile name="On disk" value={bytesOnDisk} unit="decbytes" share={bytesOnDisk / retention.maxBytes}>
        at most {formatValue(retention.maxBytes, 'decbytes')} (<code>--retention-size</code>)
      </StoreTile>
      <StoreTile name="Series" value={series} unit="none" share={series / maxSeries}>
        at most {count(maxSeries)}
      </StoreTile>
      <StoreTile name="Samples taken" value={appendedSamples} unit="short">
        {count(appendedSamples)} since Telltale started
      </StoreTile>
      <StoreTile
        name="Oldest sample"
        text={oldestMs === null ? '–' : `${spanText(nowMs - oldestMs)} ago`}
        share={oldestMs === null ? 0 : (nowMs - oldestMs) / retention.maxAgeMs}
      >
        {oldestMs !== null && `${momentText(oldestMs)}; `}kept {formatDuration(retention.maxAgeMs)} (
        <code>--retention</code>)
      </StoreTile>
    </div>
  );
}

interface StoreTileProps {
  name: string;
  value?: number;
  unit?: string;
  text?: string;
  /** 0 to 1: how much of what is allowed is used. */
  share?: number;
  children: ReactNode;
}

function StoreTile({ name, value = NaN, unit, text, share, children }: StoreTileProps) {
  const id = useId();
  const formatted = valueFormat(unit)(value);
  return (
    <section className="card store-tile" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      <p className="figure">
        {text ?? formatted.text}
        {text === undefined && <span className="unit">{formatted.suffix}</span>}
      </p>
      {share === undefined ? <span /> : <ShareBar share={Math.min(1, share)} tone={share > 0.9 ? 'warn' : 'accent'} />}
      <p className="faint">{children}</p>
    </section>
  );
}
