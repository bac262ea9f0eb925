import { type Silence, type SilenceState, silenceState } from '../../../../core/shared/index.ts';
import { useChange } from '../../../api/index.ts';
import { Badge, Button, type Tone } from '../../../controls/index.ts';
import { momentText, rangeText } from '../../../format/index.ts';
import { spanText } from '../../../session/index.ts';
import { MatcherChips } from '../matcher-chips.tsx';

const stateWords: Record<SilenceState, { tone: Tone; text: string }> = {
  active: { tone: 'warn', text: 'Active' },
  pending: { tone: 'idle', text: 'Pending' },
  expired: { tone: 'idle', text: 'Ended' },
};

export function SilenceRow({ silence, nowMs, onChange }: { silence: Silence; nowMs: number; onChange(): void }) {
  const end = useChange('endSilence', ['silences']);
  const { matchers, comment, createdBy, startsAtMs, endsAtMs } = silence;
  const state = silenceState(silence, nowMs);
  const { tone, text } = stateWords[state];
  return (
    <tr>
      <td>
        <Badge tone={tone}>{text}</Badge>
      </td>
      <td>
        <MatcherChips matchers={matchers} />
      </td>
      <td className="words">
        {comment}
        {end.error && <p className="bad-text">{end.error.message}</p>}
      </td>
      <td className="words">{createdBy}</td>
      <td className="moment" title={rangeText(startsAtMs, endsAtMs)}>
        {whenText(silence, state, nowMs)}
      </td>
      <td className="row-actions">
        <Button onClick={onChange}>{state === 'expired' ? 'Silence again' : 'Change'}</Button>
        {state !== 'expired' && (
          <Button busy={end.isPending} onClick={() => end.mutate({ id: silence.id })}>
            End now
          </Button>
        )}
      </td>
    </tr>
  );
}

function whenText({ startsAtMs, endsAtMs }: Silence, state: SilenceState, nowMs: number): string {
  if (state === 'active') return `ends in ${spanText(endsAtMs - nowMs)}`;
  if (state === 'pending') return `begins in ${spanText(startsAtMs - nowMs)}`;
  return `ended ${momentText(endsAtMs)}`;
}
