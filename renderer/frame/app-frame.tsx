import { type ReactNode, useEffect, useRef } from 'react';
import { isLockedOut, useCall, useLiveCache, useMonitorLink } from '../api/index.ts';
import { splitAddress, useAddress } from '../session/index.ts';
import { FaultBanner } from './fault-banner.tsx';
import { MonitorBanner } from './monitor-banner.tsx';
import { Rail } from './rail.tsx';
import { useShortcuts } from './shortcuts.tsx';
import { TokenGate } from './token-gate.tsx';
import { useNotices } from './use-notices.ts';

/** What surrounds every page: the rail, the banner that says when the monitor is silent, and the keyboard. */
export function AppFrame({ children }: { children: ReactNode }) {
  useLiveCache();
  useNotices();
  const link = useMonitorLink();
  const { path } = splitAddress(useAddress());
  const status = useCall('status', {}, { refetchMs: link === 'open' ? null : 5_000 });
  const help = useShortcuts();
  const main = useFocusOnArrival(path);

  if (isLockedOut(status.error)) return <TokenGate />;
  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      <Rail
        path={path}
        service={link === 'lost' ? undefined : status.data?.service}
        version={status.data?.version}
        onHelp={help.open}
      />
      <div className="frame-page">
        {link !== 'lost' && <FaultBanner />}
        <main id="main" ref={main} tabIndex={-1}>
          {link === 'lost' && <MonitorBanner />}
          {children}
        </main>
      </div>
      {help.dialog}
    </div>
  );
}

/** After a change of page the focus goes to the page, as a browser would do it; the first page leaves it alone. */
function useFocusOnArrival(path: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo(0, 0);
  }, [path]);
  return main;
}
