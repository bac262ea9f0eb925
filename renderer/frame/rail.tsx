import type { ServiceStatus } from '../../core/shared/index.ts';
import { Button, Icon, Link, Segmented } from '../controls/index.ts';
import { type ThemeChoice, useTheme } from '../session/index.ts';
import { Mark } from './mark.tsx';
import { placeOf, railPages } from './routes.ts';
import { ServicePill } from './service-pill.tsx';

interface RailProps {
  path: string;
  service: ServiceStatus | undefined;
  version: string | undefined;
  onHelp(): void;
}

/** The left rail: where one can go, how the service is, and the two switches of the page itself. */
export function Rail({ path, service, version, onHelp }: RailProps) {
  const { page: shown } = placeOf(path);
  const parents = { dashboard: 'dashboards', 'stack-view': 'stack' } as const;
  const here = shown in parents ? parents[shown as keyof typeof parents] : shown;
  return (
    <div className="rail">
      <Link href="/" className="product" aria-label="Telltale, overview">
        <Mark />
        <span className="wide-only">Telltale</span>
      </Link>
      <nav aria-label="Pages">
        <ul>
          {railPages.map(({ page, path: href, name, icon }) => (
            <li key={page}>
              <Link href={href} className="rail-link" aria-current={page === here ? 'page' : undefined} title={name}>
                <Icon name={icon} />
                <span className="wide-only">{name}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <ServicePill service={service} />
      <div className="rail-foot">
        <ThemeSwitch />
        <Button look="quiet" icon="keyboard" aria-label="Keyboard shortcuts" onClick={onHelp} />
      </div>
      {version !== undefined && <p className="version wide-only">Telltale {version}</p>}
    </div>
  );
}

const themes: { value: ThemeChoice; text: string; icon: 'system' | 'sun' | 'moon' }[] = [
  { value: 'system', text: 'Theme of the system', icon: 'system' },
  { value: 'light', text: 'Light theme', icon: 'sun' },
  { value: 'dark', text: 'Dark theme', icon: 'moon' },
];

function ThemeSwitch() {
  const { choice, setChoice } = useTheme();
  const options = themes.map(({ value, text, icon }) => ({ value, text, icon: <Icon name={icon} size={14} /> }));
  return <Segmented label="Theme" value={choice} options={options} onChange={setChoice} />;
}
