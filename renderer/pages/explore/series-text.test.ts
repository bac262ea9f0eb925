import { expect, it } from 'vitest';
import { seriesText } from './series-text.ts';

it.each([
  { labels: { __name__: 'up', job: 'food11', instance: 'a:1' }, text: 'up{instance="a:1", job="food11"}' },
  { labels: { __name__: 'up' }, text: 'up' },
  { labels: { le: '+Inf' }, text: '{le="+Inf"}' },
  { labels: {}, text: '{}' },
  { labels: { __name__: 'über.zahl', 'a.b': 'c"d' }, text: '{"über.zahl", "a.b"="c\\"d"}' },
])('$text is how PromQL writes it', ({ labels, text }) => {
  expect(seriesText(labels)).toBe(text);
});
