import { Icon, Popover } from '../../controls/index.ts';
import { forgetQueries, recentQueries } from './query-history.ts';

/** The queries that were run last, kept in this browser; a click runs one again. */
export function HistoryMenu({ onChoose }: { onChoose(expr: string): void }) {
  return (
    <Popover
      label="Last queries"
      trigger={
        <>
          <Icon name="history" />
          History
        </>
      }
    >
      {(close) => <HistoryList onChoose={onChoose} close={close} />}
    </Popover>
  );
}

function HistoryList({ onChoose, close }: { onChoose(expr: string): void; close(): void }) {
  const queries = recentQueries();
  if (queries.length === 0) return <p className="history-list muted">No query was run yet in this browser.</p>;
  return (
    <div className="history-list">
      <ul className="choices">
        {queries.map((expr) => (
          <li key={expr}>
            <button
              type="button"
              title={expr}
              onClick={() => {
                close();
                onChoose(expr);
              }}
            >
              <code>{expr}</code>
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button quiet md"
        onClick={() => {
          forgetQueries();
          close();
        }}
      >
        Clear the list
      </button>
    </div>
  );
}
