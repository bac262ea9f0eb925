import { useEffect } from 'react';
import type { StackServiceStatus } from '../../../core/shared/index.ts';
import { useCall } from '../../api/index.ts';
import { EmptyState, ErrorNote, Link, Spinner } from '../../controls/index.ts';
import { PageHeader, type StackView } from '../../frame/index.ts';
import { type Theme, useTheme } from '../../session/index.ts';

const refetchMs = 5_000;
const titles: Record<StackView, string> = {
  prometheus: 'Prometheus',
  grafana: 'Grafana',
  alertmanager: 'Alertmanager',
};

/** The user interface of a managed container, inside the console. `within` is a path of its own. */
export function StackViewPage({ service, within }: { service: StackView; within: string }) {
  const { theme } = useTheme();
  const { data, error, isPending } = useCall('stack', {}, { refetchMs });
  const status = data?.stack.services.find(({ name }) => name === service);
  const isUp = status?.state === 'healthy' && status.url !== null;
  const address = isUp ? addressOf(status, within, theme) : null;
  return (
    <>
      <PageHeader title={titles[service]} note={status?.url && <code>{status.url}</code>}>
        {address !== null && (
          <a className="button plain md" href={address} target="_blank" rel="noreferrer">
            Open in the browser
          </a>
        )}
        <Link className="button quiet md" href="/stack">
          Stack
        </Link>
      </PageHeader>
      {isPending && <Spinner label="Asking for its address…" />}
      {error && !data && <ErrorNote message={error.message} />}
      {data && !isUp && (
        <EmptyState
          icon="stack"
          title={`${titles[service]} is not up`}
          actions={<Link href="/stack">Go to the stack</Link>}
        >
          {status?.reason ?? 'It can be started on the page Stack.'}
        </EmptyState>
      )}
      {address !== null && <Framed title={titles[service]} address={address} />}
    </>
  );
}

/** Grafana takes theme and kiosk mode from the address; Prometheus and Alertmanager follow the system's theme. */
function addressOf({ name, url }: StackServiceStatus, within: string, theme: Theme): string {
  const inside = new URL(within, url!);
  // The path comes from our own address bar, where anybody may write anything.
  const address = inside.origin === new URL(url!).origin ? inside : new URL(url!);
  if (name === 'grafana') {
    address.searchParams.set('theme', theme);
    if (!address.searchParams.has('kiosk')) address.searchParams.set('kiosk', '');
  }
  // Grafana means a bare `kiosk`.
  return address.href.replace(/([?&])kiosk=(?=&|$)/, '$1kiosk');
}

function Framed({ title, address }: { title: string; address: string }) {
  const isAdmitted = framesAdmitted().includes(new URL(address).origin);
  useEffect(() => {
    // What this page may frame was settled when it was loaded; a service that came up since is admitted by loading anew.
    if (!isAdmitted && askedFor() !== address) {
      sessionStorage.setItem(reloadedFor, address);
      window.location.reload();
    } else if (isAdmitted) sessionStorage.removeItem(reloadedFor);
  }, [isAdmitted, address]);
  if (!isAdmitted) {
    return <ErrorNote message={`This window may not show ${address}. Reload the page, or open it in the browser.`} />;
  }
  return (
    // Of another origin than this page, it cannot take its own sandbox off; without an origin it could not log in.
    <iframe
      className="stack-frame"
      title={title}
      src={address}
      // oxlint-disable-next-line react/iframe-missing-sandbox
      sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-downloads"
      referrerPolicy="no-referrer"
    />
  );
}

/** Once for each address: a page that may not frame it even then says so. */
const reloadedFor = 'telltale.reloadedFor';
const askedFor = () => sessionStorage.getItem(reloadedFor);

/** Origins that the policy of this page admits; the server writes the same list into both. */
const framesAdmitted = (): string[] =>
  (document.querySelector<HTMLMetaElement>('meta[name="frames"]')?.content ?? '').split(' ');
