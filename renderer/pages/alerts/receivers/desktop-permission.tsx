import { useState } from 'react';
import { Button, Icon } from '../../../controls/index.ts';
import { askToNotify, notifyPermission } from '../../../session/index.ts';

/** Asks the browser for leave to notify, where it has to be asked, and says what its answer means. */
export function DesktopPermission() {
  const [permission, setPermission] = useState(notifyPermission);
  if (permission === 'granted') return null;
  return (
    <div className="note-line">
      <Icon name="bell" />
      <p>
        {permission === 'default'
          ? 'This browser shows notifications only once you allow them. Until then alerts appear inside the page.'
          : 'This browser does not allow notifications of this page, so alerts appear inside it. Its settings for this site can change that.'}
      </p>
      {permission === 'default' && (
        <Button onClick={() => void askToNotify().then(setPermission)}>Allow notifications</Button>
      )}
    </div>
  );
}
