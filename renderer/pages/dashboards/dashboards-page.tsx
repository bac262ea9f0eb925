import { useState } from 'react';
import type { DashboardListing } from '../../../core/shared/index.ts';
import { useCall } from '../../api/index.ts';
import { Badge, Button, EmptyState, ErrorNote, Icon, Link, Spinner } from '../../controls/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { ExportMenu } from './export-menu.tsx';
import { ImportDialog } from './import-dialog.tsx';

/** Every dashboard there is: open, take in, give away, delete. */
export function DashboardsPage() {
  const [isImporting, setImporting] = useState(false);
  const [filter, setFilter] = useState('');
  const { data, error, isPending } = useCall('dashboards', {}, { refetchMs: 10_000 });
  const all = data?.dashboards ?? [];
  const wanted = filter.trim().toLowerCase();
  const shown = all.filter(({ title, tags }) => [title, ...tags].some((text) => text.toLowerCase().includes(wanted)));
  return (
    <>
      <PageHeader title="Dashboards" note={data && `${all.length} dashboards, in Grafana's own format`}>
        <input
          className="select"
          type="search"
          aria-label="Find a dashboard"
          placeholder="Find by title or tag"
          value={filter}
          onChange={({ target }) => setFilter(target.value)}
        />
        <a className="button plain md" href="/api/console/dashboards/bundle.zip" download>
          <Icon name="download" /> Bundle for Grafana
        </a>
        <Button look="primary" icon="upload" onClick={() => setImporting(true)}>
          Import
        </Button>
      </PageHeader>
      <div className="page-body dashboards">
        {isPending && <Spinner label="Asking the monitor…" />}
        {error && !data && <ErrorNote message={error.message} />}
        {data && shown.length === 0 && (
          <EmptyState
            icon="dashboard"
            title={wanted === '' ? 'There is no dashboard' : `Nothing is called “${filter}”`}
          >
            Paste one from a tutorial, a repository or grafana.com with Import.
          </EmptyState>
        )}
        {shown.length > 0 && <DashboardTable listings={shown} />}
      </div>
      <ImportDialog open={isImporting} onClose={() => setImporting(false)} />
    </>
  );
}

const origins: Record<DashboardListing['origin'], string | null> = {
  'built-in': null,
  changed: 'Changed',
  own: 'Yours',
};

function DashboardTable({ listings }: { listings: readonly DashboardListing[] }) {
  const [leaving, setLeaving] = useState<DashboardListing | null>(null);
  return (
    <div className="card">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Title</th>
            <th scope="col">Tags</th>
            <th scope="col" className="number">
              Panels
            </th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {listings.map((listing) => (
            <tr key={listing.uid}>
              <td>
                <Link href={`/dashboards/${encodeURIComponent(listing.uid)}`} className="dashboard-link">
                  {listing.title}
                </Link>
                {origins[listing.origin] && <Badge tone="idle">{origins[listing.origin]}</Badge>}
              </td>
              <td>
                <ul className="label-chips">
                  {listing.tags.map((tag) => (
                    <li key={tag}>{tag}</li>
                  ))}
                </ul>
              </td>
              <td className="number">{listing.panels}</td>
              <td className="row-actions">
                <ExportMenu uid={listing.uid} title={listing.title} />
                {listing.origin !== 'built-in' && (
                  <Button
                    look="quiet"
                    icon={listing.origin === 'changed' ? 'history' : 'close'}
                    aria-label={`${listing.origin === 'changed' ? 'Undo the changes to' : 'Delete'} ${listing.title}`}
                    onClick={() => setLeaving(listing)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <DeleteDialog listing={leaving} onClose={() => setLeaving(null)} />
    </div>
  );
}
