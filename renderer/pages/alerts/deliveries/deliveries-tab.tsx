import { useState } from 'react';
import type { Delivery } from '../../../../core/shared/index.ts';
import { useCall } from '../../../api/index.ts';
import { Badge, Button, EmptyState, ErrorNote, Spinner } from '../../../controls/index.ts';
import { momentText } from '../../../format/index.ts';
import { spanText, useNow } from '../../../session/index.ts';
import { Card } from '../../card.tsx';
import { alertsText, stateWords, subjectOf } from './delivery-words.ts';

const pageSize = 50;
const everybody = '';

/** Every message: to whom, of what, and what became of it. */
export function DeliveriesTab() {
  const [receiver, setReceiver] = useState(everybody);
  /** Where each page before this one began; the last is where this one begins. */
  const [pages, setPages] = useState<readonly number[]>([]);
  const beforeId = pages.at(-1);
  const ask = { limit: pageSize, receiver: receiver === everybody ? undefined : receiver, beforeId };
  const { data, error, isPending } = useCall('deliveries', ask, { refetchMs: 10_000 });
  const names = useCall('receivers', {}).data?.receivers.map(({ name }) => name) ?? [];
  const rows = data?.deliveries ?? [];
  const choose = (
    <label className="inline-field">
      Receiver
      <select
        className="select"
        value={receiver}
        onChange={({ target }) => {
          setReceiver(target.value);
          setPages([]);
        }}
      >
        <option value={everybody}>All</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      {isPending && <Spinner label="Asking the monitor…" />}
      {error && !data && <ErrorNote message={error.message} />}
      {data && (
        <Card title="Deliveries" note="Newest first" className="deliveries" actions={choose}>
          {rows.length === 0 ? (
            <EmptyState icon="bell" title={pages.length > 0 ? 'There are no older ones' : 'No message was sent yet'}>
              Every message about alerts is listed here, with what became of it.
            </EmptyState>
          ) : (
            <DeliveryTable rows={rows} />
          )}
          {(pages.length > 0 || rows.length === pageSize) && (
            <div className="actions">
              <Button icon="back" disabled={pages.length === 0} onClick={() => setPages(pages.slice(0, -1))}>
                Newer
              </Button>
              <Button disabled={rows.length < pageSize} onClick={() => setPages([...pages, rows.at(-1)!.id])}>
                Older
              </Button>
            </div>
          )}
        </Card>
      )}
    </>
  );
}

function DeliveryTable({ rows }: { rows: readonly Delivery[] }) {
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            {['Time', 'Receiver', 'About', 'Alerts', 'Outcome'].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <th scope="col" className="number">
              Attempts
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <DeliveryRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DeliveryRow({ row }: { row: Delivery }) {
  const { tone, text } = stateWords[row.state];
  const labels = row.alerts.map((alert) => `${alert.status}: ${JSON.stringify(alert.labels)}`).join('\n');
  return (
    <tr>
      <td className="moment">
        <time dateTime={new Date(row.createdAtMs).toISOString()}>{momentText(row.createdAtMs)}</time>
      </td>
      <td className="words">{row.receiver}</td>
      <td className="words">{subjectOf(row)}</td>
      <td title={labels}>{alertsText(row)}</td>
      <td className="outcome">
        <Badge tone={tone}>{text}</Badge>
        {row.state === 'waiting' && <NextTry atMs={row.dueAtMs} />}
        {row.note !== null && (
          <p className={row.state === 'failed' || row.state === 'waiting' ? 'bad-text' : 'faint'}>{row.note}</p>
        )}
      </td>
      <td className="number">{row.attempts}</td>
    </tr>
  );
}

function NextTry({ atMs }: { atMs: number }) {
  const nowMs = useNow();
  const leftMs = atMs - nowMs;
  return <span className="faint"> {leftMs > 1_000 ? `next attempt in ${spanText(leftMs)}` : 'trying now'}</span>;
}
