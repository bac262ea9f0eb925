import { useState } from 'react';
import type { StackOptions, StackStatus } from '../../../core/shared/index.ts';
import { useChange } from '../../api/index.ts';
import { Button, ErrorNote, Segmented } from '../../controls/index.ts';
import { Card } from '../card.tsx';
import { CopyButton } from '../copy-button.tsx';
import { RemoveDialog } from './remove-dialog.tsx';

const dataSources = [
  { value: 'embedded', text: 'Embedded engine' },
  { value: 'managed', text: 'Managed Prometheus' },
] as const;

const onQuits = [
  { value: 'stop', text: 'Stop' },
  { value: 'leave', text: 'Run on' },
] as const;

/** What is asked, what happens at the end, and the ways out: password, export, removal. */
export function OptionsCard({ stack: { options, services } }: { stack: StackStatus }) {
  const change = useChange('setStackOptions', ['stack']);
  const [isRemoving, setRemoving] = useState(false);
  const set = (part: Partial<StackOptions>) => change.mutate({ options: { ...options, ...part } });
  const isPrometheusUp = services.some(({ name, state }) => name === 'prometheus' && state === 'healthy');
  return (
    <Card title="Options" className="stack-options">
      {change.error && <ErrorNote message={change.error.message} />}
      <dl>
        <div>
          <dt>Dashboards and Explore ask</dt>
          <dd>
            <Segmented
              label="Who answers queries"
              value={options.dataSource}
              options={dataSources}
              onChange={(dataSource) => set({ dataSource })}
            />
            <p className={options.dataSource === 'managed' && !isPrometheusUp ? 'hint bad' : 'hint'}>
              {options.dataSource === 'managed' && !isPrometheusUp
                ? 'The managed Prometheus is not up, so queries are refused until it is.'
                : 'Telltale goes on scraping into its own store in both cases; alerts are told by Telltale alone.'}
            </p>
          </dd>
        </div>
        <div>
          <dt>When Telltale quits, the containers</dt>
          <dd>
            <Segmented
              label="Containers when Telltale quits"
              value={options.onQuit}
              options={onQuits}
              onChange={(onQuit) => set({ onQuit })}
            />
            <p className="hint">Those that run on are looked after again at the next start.</p>
          </dd>
        </div>
        <div>
          <dt>Grafana’s administrator</dt>
          <dd>
            <Password />
          </dd>
        </div>
        <div>
          <dt>Without Telltale</dt>
          <dd>
            <a className="button plain md" href="/api/console/stack/compose.zip" download>
              Export for docker compose
            </a>
            <p className="hint">docker-compose.yml with the same services, dashboards and rules.</p>
          </dd>
        </div>
        <div>
          <dt>Everything of the stack</dt>
          <dd>
            <Button look="danger" onClick={() => setRemoving(true)}>
              Remove…
            </Button>
            <p className="hint">Containers, network and volumes that Telltale made; never anything else.</p>
          </dd>
        </div>
      </dl>
      <RemoveDialog open={isRemoving} onClose={() => setRemoving(false)} />
    </Card>
  );
}

function Password() {
  const ask = useChange('stackPassword');
  if (ask.data) {
    return (
      <p className="password">
        <code>{ask.data.user}</code> <code>{ask.data.password}</code>
        <CopyButton text={ask.data.password} label="Copy the password" />
      </p>
    );
  }
  return (
    <>
      <Button busy={ask.isPending} onClick={() => ask.mutate({})}>
        Show the password
      </Button>
      {ask.error && <p className="hint bad">{ask.error.message}</p>}
    </>
  );
}
