import { type Labels, silencesOf } from '../../../../core/shared/index.ts';
import { useCall } from '../../../api/index.ts';
import { Badge, Link } from '../../../controls/index.ts';
import { momentText } from '../../../format/index.ts';
import { useNow } from '../../../session/index.ts';
import { silenceAddress } from './silence-draft.ts';

/** Says of an alert that it is silenced, until when and why; or offers to silence it. */
export function SilencedMark({ labels }: { labels: Labels }) {
  const nowMs = useNow();
  const { data } = useCall('silences', {});
  if (!data) return null;
  const [longest] = silencesOf(labels, data.silences, nowMs).sort((a, b) => b.endsAtMs - a.endsAtMs);
  const name = labels['alertname'] ?? 'this alert';
  if (!longest)
    return (
      <Link href={silenceAddress(labels)} className="button plain" aria-label={`Silence ${name}`}>
        Silence
      </Link>
    );
  return (
    <span className="silenced" title={`${longest.comment} (${longest.createdBy})`}>
      <Badge tone="idle">Silenced</Badge>
      <span className="faint">until {momentText(longest.endsAtMs)}</span>
    </span>
  );
}
