import { Link } from '../../controls/index.ts';
import type { AlertsView } from '../../frame/index.ts';

const tabs: readonly { view: AlertsView; path: string; name: string }[] = [
  { view: 'rules', path: '/alerts', name: 'Rules' },
  { view: 'receivers', path: '/alerts/receivers', name: 'Receivers' },
  { view: 'silences', path: '/alerts/silences', name: 'Silences' },
  { view: 'deliveries', path: '/alerts/deliveries', name: 'Deliveries' },
];

/** The parts of the page; each has an address. */
export function AlertTabs({ view }: { view: AlertsView }) {
  return (
    <nav className="tabs" aria-label="Alerts">
      {tabs.map((tab) => (
        <Link key={tab.view} href={tab.path} aria-current={tab.view === view ? 'page' : undefined}>
          {tab.name}
        </Link>
      ))}
    </nav>
  );
}
