import { describeFaults, type FaultStatus } from '../../core/shared/index.ts';
import { useCall, useChange } from '../api/index.ts';
import { Button, Icon } from '../controls/index.ts';
import { formatDateTime } from '../format/index.ts';

/** Says on every page that the service fails on purpose, for as long as it does; and once that a restart ended it. */
export function FaultBanner() {
  const { data } = useCall('faults', {});
  const clear = useChange('clearFaults', ['faults']);
  const words = data && wordsOf(data);
  if (!words) return null;
  return (
    <output className="banner fault-banner">
      <Icon name="warning" />
      <span>
        <strong>{words.title}</strong> {words.text}
        {clear.error && <span className="bad-text"> {clear.error.message}</span>}
      </span>
      <Button icon="close" busy={clear.isPending} onClick={() => clear.mutate({})}>
        {words.action}
      </Button>
    </output>
  );
}

function wordsOf({ faults, sinceMs, endedByRestart }: FaultStatus) {
  const at = formatDateTime(sinceMs, 'HH:mm:ss');
  if (faults) return { title: 'Faults are on:', text: `${describeFaults(faults)}. Since ${at}.`, action: 'Turn off' };
  if (!endedByRestart) return null;
  return { title: 'Faults went off at', text: `${at}, when the service was started anew.`, action: 'Dismiss' };
}
