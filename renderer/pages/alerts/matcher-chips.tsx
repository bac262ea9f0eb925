import { formatMatcher, type Labels, type LabelMatcher } from '../../../core/shared/index.ts';

/** Matchers as they stand in PromQL. */
export function MatcherChips({ matchers }: { matchers: readonly LabelMatcher[] }) {
  return (
    <ul className="label-chips">
      {matchers.map((matcher) => (
        <li key={formatMatcher(matcher)}>
          {matcher.name}
          {matcher.op}
          <b>{matcher.value === '' ? '""' : matcher.value}</b>
        </li>
      ))}
    </ul>
  );
}

export function LabelChips({ labels }: { labels: Labels }) {
  return (
    <ul className="label-chips">
      {Object.entries(labels).map(([name, value]) => (
        <li key={name}>
          {name}=<b>{value}</b>
        </li>
      ))}
    </ul>
  );
}
