import { useCall } from '../../api/index.ts';
import { TimePicker } from '../../controls/index.ts';
import { PageHeader } from '../../frame/index.ts';
import { DashboardView } from '../../panels/index.ts';
import { navigate, useAddress, withTime } from '../../session/index.ts';

/** One dashboard, as its JSON says, and the way to the others. */
export function DashboardPage({ uid }: { uid: string }) {
  const dashboards = useCall('dashboards', {}).data?.dashboards ?? [];
  const listing = dashboards.find((each) => each.uid === uid);
  const address = useAddress();
  const goTo = (other: string) => navigate(withTime(`/dashboards/${encodeURIComponent(other)}`, address));
  return (
    <>
      <PageHeader title={listing?.title ?? 'Dashboard'}>
        {dashboards.length > 1 && (
          <select
            className="select"
            aria-label="Dashboard"
            value={listing ? uid : ''}
            onChange={({ target }) => goTo(target.value)}
          >
            {!listing && <option value="">Choose a dashboard</option>}
            {dashboards.map((each) => (
              <option key={each.uid} value={each.uid}>
                {each.title}
              </option>
            ))}
          </select>
        )}
        <TimePicker />
      </PageHeader>
      <div className="page-body">
        <DashboardView uid={uid} />
      </div>
    </>
  );
}
