import { useState } from 'react';
import type { StackServiceName, StackServiceStatus, StackStatus } from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Badge, Button, ErrorNote, Toggle } from '../../controls/index.ts';
import { momentText } from '../../format/index.ts';
import { spanText, useNow } from '../../session/index.ts';
import { Card } from '../card.tsx';
import { ShareBar } from '../share-bar.tsx';
import { ImageDialog } from './image-dialog.tsx';
import { pullText, wordsFor } from './state-words.ts';

interface ServicesCardProps {
  stack: StackStatus;
  /** Whose log is shown. */
  logOf: StackServiceName | null;
  onLog(service: StackServiceName | null): void;
}

/** The services in the order people look for them, each with its switch, its state and the ways to it. */
const order: StackServiceName[] = ['prometheus', 'grafana', 'alertmanager', 'cadvisor', 'node-exporter'];

export function ServicesCard({ stack, logOf, onLog }: ServicesCardProps) {
  const { services, options } = stack;
  const change = useChange('setStackOptions', ['stack']);
  const [imageOf, setImageOf] = useState<StackServiceStatus | null>(null);
  const setEnabled = (name: StackServiceName, isOn: boolean) => {
    const next = isOn ? [...options.services, name] : options.services.filter((one) => one !== name);
    change.mutate({ options: { ...options, services: next } });
  };
  const rows = order.flatMap((name) => services.find((one) => one.name === name) ?? []);
  const healthy = services.filter(({ state }) => state === 'healthy').length;
  return (
    <Card title="Services" note={`${healthy} of ${options.services.length} healthy`}>
      {change.error && <ErrorNote message={change.error.message} />}
      <ul className="stack-services">
        {rows.map((service) => (
          <ServiceRow
            key={service.name}
            service={service}
            isLast={service.enabled && options.services.length === 1}
            isLogShown={logOf === service.name}
            onLog={() => onLog(logOf === service.name ? null : service.name)}
            onImage={() => setImageOf(service)}
            onEnabled={(isOn) => setEnabled(service.name, isOn)}
          />
        ))}
      </ul>
      <ImageDialog service={imageOf} options={options} onClose={() => setImageOf(null)} />
    </Card>
  );
}

interface ServiceRowProps {
  service: StackServiceStatus;
  /** The only one that is on: a stack of nothing cannot be started. */
  isLast: boolean;
  isLogShown: boolean;
  onLog(): void;
  onImage(): void;
  onEnabled(isOn: boolean): void;
}

function ServiceRow({ service, isLast, isLogShown, onLog, onImage, onEnabled }: ServiceRowProps) {
  const { name, title, purpose, enabled, image, state, reason, url, pull } = service;
  const { tone, text } = wordsFor(service);
  const hasContainer = !['absent', 'pulling'].includes(state);
  const hasPages = name === 'prometheus' || name === 'grafana' || name === 'alertmanager';
  return (
    <li aria-label={title}>
      <div className="what">
        <Toggle checked={enabled} onChange={(isOn) => (isLast ? undefined : onEnabled(isOn))}>
          <strong>{title}</strong>
        </Toggle>
        <p className="muted">{purpose}</p>
      </div>
      <div className="how">
        <Badge tone={tone}>{text}</Badge>
        <Facts service={service} />
      </div>
      <div className="ways">
        {url !== null && hasPages && state === 'healthy' && (
          // A page of its own, loaded anew: only then may it frame what has come up since.
          <a className="button plain md" href={`/stack/${name}`}>
            Open here
          </a>
        )}
        {url !== null && (
          <a className="button quiet md" href={url} target="_blank" rel="noreferrer">
            In the browser
          </a>
        )}
        <Button look="quiet" onClick={onImage}>
          Image…
        </Button>
        <Button look="quiet" aria-pressed={isLogShown} disabled={!hasContainer} onClick={onLog}>
          Log
        </Button>
      </div>
      {pull && (
        <div className="pull">
          <ShareBar share={pull.totalBytes > 0 ? pull.bytes / pull.totalBytes : 0} />
          <p className="muted">
            <code>{image}</code> {pullText(pull)}
          </p>
        </div>
      )}
      {reason !== null && <p className={tone === 'bad' ? 'reason bad' : 'reason'}>{reason}</p>}
    </li>
  );
}

function Facts({
  service: { image, url, movedFromPort, startedAtMs, restarts, pull },
}: {
  service: StackServiceStatus;
}) {
  const nowMs = useNow();
  return (
    <p className="facts-line">
      {pull === null && <code>{image}</code>}
      {url !== null && <code>{new URL(url).host}</code>}
      {url !== null && movedFromPort !== null && <span>port {movedFromPort} was taken</span>}
      {startedAtMs !== null && (
        <span title={momentText(startedAtMs)}>up for {spanText(Math.max(0, nowMs - startedAtMs))}</span>
      )}
      {restarts > 0 && <span>restarted {restarts === 1 ? 'once' : `${restarts} times`}</span>}
    </p>
  );
}
