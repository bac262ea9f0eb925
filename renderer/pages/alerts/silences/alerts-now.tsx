import { Badge, type Tone } from '../../../controls/index.ts';
import { Card } from '../../card.tsx';
import { LabelChips } from '../matcher-chips.tsx';
import { SilencedMark } from './silenced-mark.tsx';
import { useActiveAlerts } from './use-active-alerts.ts';

const stateWords: Record<string, { tone: Tone; text: string }> = {
  firing: { tone: 'bad', text: 'Firing' },
  pending: { tone: 'warn', text: 'Pending' },
};

/** The alerts there are, silenced or not, each with a way to silence it. */
export function AlertsNow() {
  const alerts = useActiveAlerts();
  if (!alerts || alerts.length === 0) return null;
  return (
    <Card title="Alerts now" note={`${alerts.length} pending or firing`} className="alerts-now">
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              {['State', 'Alert', 'Labels'].map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">Silence</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {alerts.map(({ labels, state }) => {
              const { alertname = 'no name', ...others } = labels;
              const { tone, text } = stateWords[state] ?? { tone: 'idle', text: state };
              return (
                <tr key={JSON.stringify(labels)}>
                  <td>
                    <Badge tone={tone}>{text}</Badge>
                  </td>
                  <td className="words">{alertname}</td>
                  <td>
                    <LabelChips labels={others} />
                  </td>
                  <td className="row-actions">
                    <SilencedMark labels={labels} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
