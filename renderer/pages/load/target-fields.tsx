import { useState } from 'react';
import type { LoadTarget } from '../../../core/shared/index.ts';
import { headersOfText, textOfHeaders } from './header-text.ts';

interface TargetFieldsProps {
  target: LoadTarget;
  onChange(target: LoadTarget): void;
}

const methods = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'] as const;

/** Where requests go: the service, or any address. */
export function TargetFields({ target, onChange }: TargetFieldsProps) {
  const [headers, setHeaders] = useState(target.kind === 'url' ? textOfHeaders(target.headers) : '');
  const choose = (kind: string) =>
    onChange(
      kind === 'url'
        ? { kind: 'url', url: 'http://127.0.0.1:8000/predict', method: 'POST', headers: {} }
        : { kind: 'service', path: '/predict' },
    );
  return (
    <>
      <label className="field">
        Target
        <select className="select" value={target.kind} onChange={(event) => choose(event.target.value)}>
          <option value="service">The service</option>
          <option value="url">Another address</option>
        </select>
      </label>
      {target.kind === 'service' ? (
        <label className="field grow">
          Path
          <input value={target.path} onChange={(event) => onChange({ ...target, path: event.target.value })} />
        </label>
      ) : (
        <>
          <label className="field">
            Method
            <select
              className="select"
              value={target.method}
              onChange={(event) => onChange({ ...target, method: event.target.value as typeof target.method })}
            >
              {methods.map((method) => (
                <option key={method}>{method}</option>
              ))}
            </select>
          </label>
          <label className="field grow">
            Address
            <input value={target.url} onChange={(event) => onChange({ ...target, url: event.target.value })} />
          </label>
          <label className="field whole">
            Headers, one a line
            <textarea
              rows={2}
              value={headers}
              placeholder="Authorization: Bearer …"
              onChange={(event) => {
                setHeaders(event.target.value);
                onChange({ ...target, headers: headersOfText(event.target.value) });
              }}
            />
          </label>
        </>
      )}
    </>
  );
}
