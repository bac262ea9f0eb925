import { Link } from '../../controls/index.ts';
import { Card } from '../card.tsx';

/** Says kindly that there is no engine, what works all the same, and how to get one. */
export function NoEngine({ reason }: { reason: string }) {
  return (
    <Card title="No container engine here" className="no-engine">
      <p>{reason}</p>
      <p>
        Nothing is missing for that: <Link href="/store">the embedded store</Link> keeps the samples,{' '}
        <Link href="/explore">Explore</Link> and the dashboards ask it, and the alert rules run on it. With Docker or
        Podman, Telltale also starts a real Prometheus, Grafana and Alertmanager here, connected and with the same
        dashboards and rules.
      </p>
      <h3>To have one</h3>
      <ul>
        <li>
          Linux: <code>sudo apt install docker.io</code> and <code>sudo usermod -aG docker $USER</code>, then log in
          again; or <code>sudo apt install podman</code> and <code>systemctl --user enable --now podman.socket</code>.
        </li>
        <li>macOS and Windows: install Docker Desktop or Podman Desktop and start it.</li>
        <li>
          An engine elsewhere on this machine: start Telltale with its address in <code>DOCKER_HOST</code>.
        </li>
      </ul>
      <p className="muted">This page looks again every few seconds.</p>
    </Card>
  );
}
