import { reasonOf, type StackServiceName } from '../../shared/index.ts';
import { serviceTable } from '../service-table.ts';

const timeoutMs = 15_000;
/** Dashboards need no call: Grafana looks at their files every few seconds. */
const grafanaParts = ['datasources', 'dashboards', 'alerting'];

/** Has a running service read its files again. Null when it did; else why it went on with what it had, as a sentence. */
export async function reload(
  service: StackServiceName,
  origin: string,
  grafanaPassword: string,
): Promise<string | null> {
  const { reload: how, title } = serviceTable[service];
  if (how === null) return null;
  const auth = { authorization: `Basic ${Buffer.from(`admin:${grafanaPassword}`).toString('base64')}` };
  const calls =
    how === 'grafana'
      ? grafanaParts.map((part) => ({ url: `${origin}/api/admin/provisioning/${part}/reload`, headers: auth }))
      : [{ url: `${origin}/-/reload`, headers: {} }];
  for (const { url, headers } of calls) {
    try {
      const reply = await fetch(url, { method: 'POST', headers, signal: AbortSignal.timeout(timeoutMs) });
      const said = (await reply.text()).trim();
      if (!reply.ok) return `${title} goes on with its old configuration: ${said || `status ${reply.status}`}`;
    } catch (error) {
      return `${title} could not be told to read its configuration again: ${reasonOf((error as Error).cause ?? error)}.`;
    }
  }
  return null;
}
