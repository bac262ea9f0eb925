import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Preview, type Rule } from '../../../../core/shared/index.ts';
import { type ApiError, call } from '../../../api/index.ts';
import { Spinner } from '../../../controls/index.ts';
import { describeRange, useTimeRange } from '../../../session/index.ts';
import { StateStrip } from './state-strip.tsx';

/** How long typing must rest before the past is asked again. */
const restMs = 400;

/** When the rule would have been pending and firing over the range that the page shows. */
export function RulePreview({ rule, interval }: { rule: Rule | null; interval: string | undefined }) {
  const time = useTimeRange();
  const { fromMs, toMs } = time.resolve(time.seenAtMs);
  const wanted = useResting(JSON.stringify({ rule, interval }));
  const asked = JSON.parse(wanted) as { rule: Rule | null; interval?: string };
  const request = asked.rule && { ...asked, rule: asked.rule, fromMs: Math.floor(fromMs), toMs: Math.floor(toMs) };
  const { data, error, isFetching } = useQuery<Preview, ApiError>({
    queryKey: ['previewRule', request],
    queryFn: ({ signal }) => call('previewRule', request!, { signal }),
    enabled: request !== null && asked.rule?.alert !== undefined,
    placeholderData: keepPreviousData,
  });
  if (rule?.record) return null;
  return (
    <div className="rule-preview" aria-live="polite">
      <p className="preview-title">
        {describeRange(time)} {isFetching && <Spinner label="Looking back…" />}
      </p>
      {rule === null && <p className="hint">Once the rule is complete, this shows when it would have fired.</p>}
      {rule !== null && error && <p className="hint bad">{error.message}</p>}
      {rule !== null && !error && data && (
        <>
          <p>{previewWords(data)}</p>
          {data.alerts.slice(0, 5).map(({ labels, spans }) => (
            <div key={JSON.stringify(labels)} className="preview-alert">
              <span className="faint">{labelText(labels)}</span>
              <StateStrip spans={spans} fromMs={fromMs} toMs={toMs} label={labelText(labels)} />
            </div>
          ))}
          {data.alerts.length + data.more > 5 && (
            <p className="faint">and {data.alerts.length + data.more - 5} further alerts</p>
          )}
        </>
      )}
    </div>
  );
}

export function previewWords({ alerts, firings }: Preview): string {
  if (alerts.length === 0) return 'It would have stayed normal all the time.';
  if (firings === 0) return 'It would have been pending, but would not have fired.';
  return firings === 1 ? 'It would have fired once.' : `It would have fired ${firings} times.`;
}

function labelText({ alertname, ...labels }: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return pairs.length > 0 ? pairs.join(' ') : (alertname ?? '');
}

/** The text as it was when it last rested for a moment. */
function useResting(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
