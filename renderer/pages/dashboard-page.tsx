import { useCall } from '../api/index.ts';
import { TimePicker } from '../controls/index.ts';
import { PageHeader } from '../frame/index.ts';
import { DashboardView } from '../panels/index.ts';

/** One dashboard, as its JSON says. */
export function DashboardPage({ uid }: { uid: string }) {
  const dashboards = useCall('dashboards', {});
  const listing = dashboards.data?.dashboards.find((each) => each.uid === uid);
  return (
    <>
      <PageHeader title={listing?.title ?? 'Dashboard'}>
        <TimePicker />
      </PageHeader>
      <div className="page-body">
        <DashboardView uid={uid} />
      </div>
    </>
  );
}
