import { useQuery } from '@tanstack/react-query';
import { Fragment, useMemo, useState } from 'react';
import { type ApiError, metricMetadata, metricNames } from '../../api/index.ts';
import { EmptyState, ErrorNote, Spinner } from '../../controls/index.ts';
import { formatValue } from '../../format/index.ts';
import { Card } from '../card.tsx';
import { catalogKeys } from './catalog-keys.ts';
import { describeMetrics, searchMetrics } from './metric-list.ts';

/** A page of the list: more than one reads, few enough to draw at every letter typed. */
const shownAtMost = 150;

/** Every metric of the store with its type and help; a click puts its name into the query. */
export function MetricBrowser({ onChoose }: { onChoose(name: string): void }) {
  const [search, setSearch] = useState('');
  const names = useQuery<string[], ApiError>({
    queryKey: catalogKeys.metricNames,
    queryFn: ({ signal }) => metricNames(signal),
    refetchInterval: 30_000,
  });
  const metadata = useQuery({ queryKey: catalogKeys.metadata, queryFn: ({ signal }) => metricMetadata(signal) });
  const metrics = useMemo(() => describeMetrics(names.data ?? [], metadata.data ?? {}), [names.data, metadata.data]);
  const found = useMemo(() => searchMetrics(metrics, search), [metrics, search]);
  const count = formatValue(found.length, 'none', 0);
  return (
    <Card
      title="Metrics"
      className="metric-browser"
      note={names.data && (found.length === metrics.length ? count : `${count} of ${metrics.length}`)}
    >
      <input
        type="search"
        className="search"
        placeholder="Search by name or help"
        aria-label="Search metrics"
        value={search}
        spellCheck={false}
        onChange={({ target }) => setSearch(target.value)}
      />
      {names.isPending && <Spinner label="Reading the metrics…" />}
      {names.error && !names.data && <ErrorNote message={names.error.message} />}
      {names.data?.length === 0 && (
        <EmptyState title="No metric yet">The first ones come with the first scrape, in a few seconds.</EmptyState>
      )}
      {metrics.length > 0 && found.length === 0 && <p className="muted">No metric has “{search}” in it.</p>}
      <ul className="metric-list">
        {found.slice(0, shownAtMost).map(({ name, type, help }) => (
          <li key={name}>
            <button type="button" title={`${name}\n${help}`} onClick={() => onChoose(name)}>
              <span className="metric-name">
                <code>{breakable(name)}</code>
                <span className="faint">{type}</span>
              </span>
              {help !== '' && <span className="metric-help">{help}</span>}
            </button>
          </li>
        ))}
      </ul>
      {found.length > shownAtMost && <p className="faint">The first {shownAtMost}. Search to see the others.</p>}
    </Card>
  );
}

/** A name that may be broken after its underscores, rather than anywhere. */
const breakable = (name: string) =>
  name.split('_').map((word, i) => (
    // Words of one name never change their places.
    <Fragment key={`${i} ${word}`}>
      {i > 0 && (
        <>
          _<wbr />
        </>
      )}
      {word}
    </Fragment>
  ));
