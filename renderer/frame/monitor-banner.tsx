import { Icon } from '../controls/index.ts';

/** Shown while the monitor does not answer; what is on screen below it stays, and is as old as it is. */
export function MonitorBanner() {
  return (
    <output className="banner">
      <Icon name="warning" />
      <span>
        <strong>Telltale's monitor does not answer.</strong> What you see is what was last known. Trying again…
      </span>
    </output>
  );
}
