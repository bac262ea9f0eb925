import { type Labels, METRIC_NAME } from '../../../core/shared/index.ts';

/** A name that needs no quotes in PromQL. */
const plainName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const plainLabel = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

export interface SeriesParts {
  /** Empty where a function took it away. */
  metric: string;
  /** In order of name. */
  labels: readonly { name: string; value: string }[];
}

export function seriesParts(labels: Labels): SeriesParts {
  return {
    metric: labels[METRIC_NAME] ?? '',
    labels: Object.entries(labels)
      .filter(([name]) => name !== METRIC_NAME)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => ({ name, value })),
  };
}

/** A series as PromQL writes it; `{}` when it has neither name nor labels. */
export function seriesText(labels: Labels): string {
  const parts = seriesParts(labels);
  const isPlain = plainName.test(parts.metric);
  const quoted = parts.metric !== '' && !isPlain ? [JSON.stringify(parts.metric)] : [];
  const pairs = parts.labels.map(({ name, value }) => {
    const key = plainLabel.test(name) ? name : JSON.stringify(name);
    return `${key}=${JSON.stringify(value)}`;
  });
  const inside = [...quoted, ...pairs].join(', ');
  const metric = isPlain ? parts.metric : '';
  return inside === '' && metric !== '' ? metric : `${metric}{${inside}}`;
}
