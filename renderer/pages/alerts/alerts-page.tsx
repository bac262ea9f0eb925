import { useState } from 'react';
import { Button, TimePicker } from '../../controls/index.ts';
import { type AlertsView, PageHeader } from '../../frame/index.ts';
import { AlertTabs } from './alert-tabs.tsx';
import { DeliveriesTab } from './deliveries/deliveries-tab.tsx';
import { ReceiversTab } from './receivers/receivers-tab.tsx';
import { RulesTab } from './rules/rules-tab.tsx';
import { SilencesTab } from './silences/silences-tab.tsx';

/** The rules and their alerts, who is told of them, what is silenced, and what was sent. */
export function AlertsPage({ view }: { view: AlertsView }) {
  const [isAdding, setAdding] = useState(false);
  const adding = { isAdding, onAdded: () => setAdding(false) };
  return (
    <>
      <PageHeader title="Alerts">
        {view === 'rules' && (
          <>
            <TimePicker />
            <Button look="primary" icon="add" onClick={() => setAdding(true)}>
              New rule
            </Button>
          </>
        )}
        {view === 'receivers' && (
          <Button look="primary" icon="add" onClick={() => setAdding(true)}>
            Add a receiver
          </Button>
        )}
        {view === 'silences' && (
          <Button look="primary" icon="add" onClick={() => setAdding(true)}>
            New silence
          </Button>
        )}
      </PageHeader>
      <AlertTabs view={view} />
      <div className="page-body alerts">
        {view === 'rules' && <RulesTab {...adding} />}
        {view === 'receivers' && <ReceiversTab {...adding} />}
        {view === 'silences' && <SilencesTab {...adding} />}
        {view === 'deliveries' && <DeliveriesTab />}
      </div>
    </>
  );
}
