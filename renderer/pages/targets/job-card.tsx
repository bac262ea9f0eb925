import { useState } from 'react';
import { formatDuration, type ScrapeTarget } from '../../../core/shared/index.ts';
import { Badge, Button, type Tone } from '../../controls/index.ts';
import { formatValue, momentText } from '../../format/index.ts';
import { ageText, useNow } from '../../session/index.ts';
import { Card } from '../card.tsx';
import type { Job } from './jobs.ts';
import { RemoveTargetDialog } from './remove-target-dialog.tsx';

const healthWords: Record<ScrapeTarget['health'], { tone: Tone; text: string }> = {
  up: { tone: 'ok', text: 'Up' },
  down: { tone: 'bad', text: 'Down' },
  unknown: { tone: 'idle', text: 'Not scraped yet' },
};

/** The targets of one job. */
export function JobCard({ job: { name, targets, up } }: { job: Job }) {
  const [leaving, setLeaving] = useState<ScrapeTarget | null>(null);
  return (
    <Card title={name} note={`${up} of ${targets.length} up`}>
      <div className="table-scroll">
        <table className="table">
          <colgroup>
            {['', 'state', '', 'age', 'figure', 'figure', 'figure', 'remove'].map((kind, i) => (
              <col key={`${kind} ${i}`} className={kind} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Endpoint</th>
              <th scope="col">State</th>
              <th scope="col">Labels</th>
              <th scope="col">Last scrape</th>
              {['Took', 'Samples', 'Every'].map((column) => (
                <th key={column} scope="col" className="number">
                  {column}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {targets.map((target) => (
              <TargetRow key={target.id} target={target} onRemove={() => setLeaving(target)} />
            ))}
          </tbody>
        </table>
      </div>
      <RemoveTargetDialog target={leaving} onClose={() => setLeaving(null)} />
    </Card>
  );
}

function TargetRow({ target, onRemove }: { target: ScrapeTarget; onRemove(): void }) {
  const { url, health, labels, lastError, lastScrapeMs, lastScrapeDurationMs, lastScrapeSamples } = target;
  const { tone, text } = healthWords[health];
  const wasScraped = lastScrapeMs !== null;
  return (
    <tr>
      <td className="endpoint">
        <code>{url}</code>
        {lastError !== '' && <p className="bad-text">{lastError}</p>}
      </td>
      <td>
        <Badge tone={tone}>{text}</Badge>
      </td>
      <td>
        <ul className="label-chips">
          {Object.entries(labels).map(([name, value]) => (
            <li key={name}>
              {name}=<b>{value}</b>
            </li>
          ))}
        </ul>
      </td>
      <td className="moment">{wasScraped ? <Age atMs={lastScrapeMs} /> : '–'}</td>
      <td className="number">
        {wasScraped ? formatValue(lastScrapeDurationMs, 'ms', lastScrapeDurationMs < 10 ? 1 : 0) : '–'}
      </td>
      <td className="number">{wasScraped ? formatValue(lastScrapeSamples, 'none', 0) : '–'}</td>
      <td className="number">{formatDuration(target.intervalMs)}</td>
      <td className="number">
        {target.origin === 'added' ? (
          <Button look="quiet" icon="close" aria-label={`Remove ${url}`} onClick={onRemove} />
        ) : (
          <span className="faint">built in</span>
        )}
      </td>
    </tr>
  );
}

function Age({ atMs }: { atMs: number }) {
  const nowMs = useNow();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={momentText(atMs)}>
      {ageText(atMs, nowMs)}
    </time>
  );
}
