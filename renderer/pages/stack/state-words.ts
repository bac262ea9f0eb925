import type { StackServiceState, StackServiceStatus } from '../../../core/shared/index.ts';
import type { Tone } from '../../controls/index.ts';
import { formatValue } from '../../format/index.ts';

const words: Record<StackServiceState, { tone: Tone; text: string }> = {
  absent: { tone: 'idle', text: 'Not there' },
  pulling: { tone: 'warn', text: 'Fetching image' },
  created: { tone: 'idle', text: 'Created' },
  starting: { tone: 'warn', text: 'Starting' },
  healthy: { tone: 'ok', text: 'Healthy' },
  unhealthy: { tone: 'bad', text: 'Unhealthy' },
  stopped: { tone: 'idle', text: 'Stopped' },
  failed: { tone: 'bad', text: 'Failed' },
};

/** The state of a service in a word or two. One that is switched off and not there is no news. */
export const wordsFor = ({
  state,
  enabled,
}: Pick<StackServiceStatus, 'state' | 'enabled'>): { tone: Tone; text: string } =>
  state === 'absent' && !enabled ? { tone: 'idle', text: 'Off' } : words[state];

/** "12.3 MB of 45.6 MB, 3 of 7 layers". The total grows while the registry is still naming layers. */
export function pullText({ bytes, totalBytes, layers, layersDone }: NonNullable<StackServiceStatus['pull']>): string {
  if (layers === 0) return 'Asking the registry…';
  const size = totalBytes > 0 ? `${formatValue(bytes, 'decbytes')} of ${formatValue(totalBytes, 'decbytes')}, ` : '';
  return `${size}${layersDone} of ${layers} layers`;
}
