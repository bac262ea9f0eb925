import { useState } from 'react';
import { Icon } from '../../controls/index.ts';

/** The picture of a prediction, small. The service keeps only the latest: an older one leaves an empty frame. */
export function Thumbnail({ id }: { id: string }) {
  const [isGone, setGone] = useState(false);
  if (isGone) {
    return (
      <span className="thumbnail gone" title="The picture is no longer kept">
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
