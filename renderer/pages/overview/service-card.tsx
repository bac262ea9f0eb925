import type { ConsoleStatus, LoadRun } from '../../../core/shared/index.ts';
import { useCall } from '../../api/index.ts';
import { Badge } from '../../controls/index.ts';
import { stateWords } from '../../frame/index.ts';
import { spanText, useNow, useTimeRange } from '../../session/index.ts';
import { formatValue, momentText } from '../../format/index.ts';
import { outagesWithin, runsWithin, type Stretch, upShare } from './availability.ts';

const noRuns: readonly LoadRun[] = [];

/** Is it up: the state of the service, and the shown range as a strip with outages and load runs marked. */
export function ServiceCard({ status }: { status: ConsoleStatus }) {
  const nowMs = useNow();
  const time = useTimeRange();
  const runs = useCall('loadRuns', {}).data?.runs ?? noRuns;
  const { service } = status;
  const range = time.resolve(nowMs);
  const outages = outagesWithin(service.outages, range, nowMs);
  const up = upShare(outages, status.startedAtMs, range);
  const { tone, text } = stateWords[service.state];
  return (
    <section className="card service-card" aria-label="Service">
      <div className="service-line">
        <Badge tone={tone}>{text}</Badge>
        <p>
          for <strong>{spanText(nowMs - service.sinceMs)}</strong>
        </p>
        {service.url !== null && <code>{service.url}</code>}
        {service.nextStartAtMs !== null && (
          <p className="muted">next start in {spanText(service.nextStartAtMs - nowMs)}</p>
        )}
        <p className="muted push">
          {restartsText(service.restarts)}
          {up !== null && ` · up ${formatValue(up, 'percentunit', up === 1 ? 0 : 2)} of the watched time`}
        </p>
      </div>
      {service.message !== null && service.state !== 'running' && <p className="service-message">{service.message}</p>}
      <Strip outages={outages} runs={runsWithin(runs, range, nowMs)} unwatched={unwatchedShare(status, range)} />
      <OutageList outages={outages} nowMs={nowMs} />
    </section>
  );
}

function restartsText(restarts: number): string {
  if (restarts === 0) return 'no restart';
  return restarts === 1 ? '1 restart' : `${restarts} restarts`;
}

const unwatchedShare = ({ startedAtMs }: ConsoleStatus, { fromMs, toMs }: { fromMs: number; toMs: number }) =>
  Math.min(1, Math.max(0, (startedAtMs - fromMs) / (toMs - fromMs)));

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

/** Time from left to right. Decoration: the list below and the page's numbers say the same in words. */
function Strip({ outages, runs, unwatched }: { outages: Stretch[]; runs: Stretch[]; unwatched: number }) {
  return (
    <div className="strip" aria-hidden="true">
      <span className="unwatched" style={{ width: percent(unwatched) }} title="Telltale was not running" />
      {runs.map((run) => (
        <span
          key={run.fromMs}
          className="run"
          style={{ left: percent(run.start), width: percent(run.width) }}
          title={`Load run: ${run.text}`}
        />
      ))}
      {outages.map((outage) => (
        <span
          key={outage.fromMs}
          className="outage"
          style={{ left: percent(outage.start), width: percent(outage.width) }}
          title={`Down: ${outage.text}`}
        />
      ))}
    </div>
  );
}

const shownOutages = 3;

function OutageList({ outages, nowMs }: { outages: Stretch[]; nowMs: number }) {
  if (outages.length === 0) return null;
  const newest = outages.slice(-shownOutages).reverse();
  const rest = outages.length - newest.length;
  return (
    <ul className="outages">
      {newest.map(({ fromMs, toMs, text }) => (
        <li key={fromMs}>
          <time dateTime={new Date(fromMs).toISOString()}>{momentText(fromMs).slice(11)}</time>
          <span>
            {toMs === null
              ? `down for ${spanText(nowMs - fromMs)} now`
              : `was down ${spanText(Math.max(1_000, toMs - fromMs))}`}
            , {text}
          </span>
        </li>
      ))}
      {rest > 0 && <li className="muted">and {rest} more in the shown time</li>}
    </ul>
  );
}
