import { useState } from 'react';
import { Icon } from '../../controls/index.ts';

/** The picture of a prediction, small. The service keeps the latest, under load not of every one: the others leave an empty frame. */
export function Thumbnail({ id }: { id: string }) {
  const [isGone, setGone] = useState(false);
  if (isGone) {
    return (
      <span className="thumbnail gone" title="No picture is kept of this one">
        <Icon name="picture" />
      </span>
    );
  }
  return (
    <img
      className="thumbnail"
      src={`/api/console/predictions/${encodeURIComponent(id)}/thumbnail`}
      alt=""
      width={40}
      height={40}
      onError={() => setGone(true)}
    />
  );
}
