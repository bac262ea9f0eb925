import { unreachable } from '../../core/shared/index.ts';
import { EmptyState, Link } from '../controls/index.ts';
import { PageHeader, placeOf } from '../frame/index.ts';
import { splitAddress, useAddress } from '../session/index.ts';
import { AlertsPage } from './alerts/index.ts';
import { DashboardPage, DashboardsPage } from './dashboards/index.ts';
import { DriftPage } from './drift/index.ts';
import { DriftLabPage } from './drift-lab/index.ts';
import { ExplorePage } from './explore/index.ts';
import { LoadPage } from './load/index.ts';
import { OverviewPage } from './overview/index.ts';
import { ScenariosPage } from './scenarios/index.ts';
import { StackPage, StackViewPage } from './stack/index.ts';
import { StorePage } from './store/index.ts';
import { TargetsPage } from './targets/index.ts';
import { TryItPage } from './try-it/index.ts';

/** The page the address asks for. */
export function Pages() {
  const { path, query } = splitAddress(useAddress());
  const place = placeOf(path);
  const within = query.get('within') ?? '/';
  switch (place.page) {
    case 'overview':
      return <OverviewPage />;
    case 'scenarios':
      return <ScenariosPage />;
    case 'try':
      return <TryItPage />;
    case 'load':
      return <LoadPage />;
    case 'drift':
      return place.view === 'lab' ? <DriftLabPage /> : <DriftPage />;
    case 'alerts':
      return <AlertsPage key={place.view} view={place.view} />;
    case 'explore':
      return <ExplorePage />;
    case 'targets':
      return <TargetsPage />;
    case 'store':
      return <StorePage />;
    case 'dashboards':
      return <DashboardsPage />;
    case 'stack':
      return <StackPage />;
    case 'stack-view':
      return <StackViewPage key={place.service} service={place.service} within={within} />;
    case 'dashboard':
      return <DashboardPage key={place.uid} uid={place.uid} />;
    case 'unknown':
      return <UnknownPage path={place.path} />;
    default:
      return unreachable(place);
  }
}

function UnknownPage({ path }: { path: string }) {
  return (
    <>
      <PageHeader title="No such page" />
      <EmptyState title={`There is no page at ${path}`} actions={<Link href="/">Go to the overview</Link>} />
    </>
  );
}
