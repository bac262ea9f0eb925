import { describe, expect, it } from 'vitest';
import { Dashboard, type Labels, type Panel } from '../../../core/shared/index.ts';
import { interpolate, interpolateTitle } from '../interpolate.ts';
import { customChoices, queryChoices } from './options.ts';
import { readVariables } from './read-variables.ts';
import { repeatPanels } from './repeat-panels.ts';
import { resolveVariables, valuesOf } from './resolve-variables.ts';
import { wantedIn, withWanted } from './wanted.ts';

const asked: string[] = [];
const answers: Record<string, readonly { labels: Labels; value: number }[]> = {
  'count by (job) (last_over_time(up[900s]))': ['node', 'food11', 'a.b'].map((job) => ({ labels: { job }, value: 1 })),
  'count by (instance) (last_over_time(up{job=~"food11"}[900s]))': [{ labels: { instance: 'vm:1' }, value: 1 }],
};
const ask = async (expr: string) => {
  asked.push(expr);
  if (!answers[expr]) throw new Error(`nobody knows ${expr}`);
  return answers[expr];
};

const job = {
  name: 'job',
  type: 'query',
  query: { query: 'label_values(up, job)' },
  multi: true,
  includeAll: true,
  sort: 1,
};
const dashboard = (list: object[], panels: object[] = []) =>
  Dashboard.parse({ uid: 'a', title: 'A', templating: { list }, panels });
const resolve = async (list: object[], address = '') => {
  const wanted = wantedIn(new URLSearchParams(address));
  return resolveVariables(readVariables(dashboard(list)), { wanted, fromMs: 0, toMs: 900_000, ask });
};
const fill = async (text: string, list: object[], address = '') =>
  interpolate(text, valuesOf(await resolve(list, address), 900_000));

describe('the value of a variable', () => {
  it.each([
    {
      what: 'several are alternatives, with what regular expressions mean taken literally',
      address: 'var-job=food11&var-job=a.b',
      text: 'up{job=~"(food11|a\\\\.b)"}',
    },
    { what: 'one stands alone', address: 'var-job=node', text: 'up{job=~"node"}' },
    { what: 'All is every one of them', address: '', text: 'up{job=~"(a\\\\.b|food11|node)"}' },
    { what: 'what is not there is not chosen', address: 'var-job=gone&var-job=node', text: 'up{job=~"node"}' },
  ])('in a query: $what', async ({ address, text }) => {
    expect(await fill('up{job=~"$job"}', [job], address)).toBe(text);
  });

  it('for All is what the dashboard says it is', async () => {
    expect(await fill('up{job=~"$job"}', [{ ...job, allValue: '.+' }])).toBe('up{job=~".+"}');
  });

  it.each([
    ['${job:csv}', 'node,food11'],
    ['${job:pipe}', 'node|food11'],
    ['${job:json}', '["node","food11"]'],
    ['${job:singlequote}', "'node','food11'"],
    ['${job:text}', 'node + food11'],
    ['[[job:glob]]', '{node,food11}'],
  ])('is written as %s asks', async (text, written) => {
    expect(await fill(text, [{ ...job, sort: 0 }], 'var-job=node&var-job=food11')).toBe(written);
  });

  it('of a plain one is quoted for PromQL, and not a pattern', async () => {
    const box = { name: 'path', type: 'textbox', query: 'a.b' };
    expect(await fill('x{path="$path"}', [box])).toBe('x{path="a.b"}');
    expect(await fill('x{path="$path"}', [box], 'var-path=say+"hi"')).toBe('x{path="say \\"hi\\""}');
  });

  it('is what was saved with the dashboard, unless the address says otherwise', async () => {
    const saved = { ...job, current: { text: 'food11', value: ['food11'] } };
    expect(await fill('$job', [saved])).toBe('food11');
    expect(await fill('$job', [saved], 'var-job=All')).toContain('node');
  });

  it('may be named by the query of the next one', async () => {
    const instance = { name: 'instance', type: 'query', query: 'label_values(up{job=~"$job"}, instance)' };
    expect(await fill('$instance', [job, instance], 'var-job=food11')).toBe('vm:1');
  });

  it('that cannot be asked for is told, and does not stop the others', async () => {
    const [broken, other] = await resolve([
      { name: 'x', type: 'query', query: 'nonsense(' },
      { name: 'c', type: 'custom', query: 'a,b' },
    ]);
    expect(broken?.fault).toContain('nobody knows nonsense(');
    expect(other?.chosen).toEqual(['a']);
  });

  it('of an interval follows the range where it is automatic', async () => {
    const interval = { name: 'step', type: 'interval', query: '1m,10m', auto: true, auto_count: 30, auto_min: '10s' };
    expect(await fill('rate(x[$step])', [interval])).toBe('rate(x[30s])');
    expect(await fill('rate(x[$step])', [interval], 'var-step=10m')).toBe('rate(x[10m])');
  });

  it('kinds that are not filled in leave their names alone', async () => {
    expect(await fill('$filters', [{ name: 'filters', type: 'adhoc' }])).toBe('$filters');
  });
});

describe('choices', () => {
  it('of a list may have names, and commas of their own', () => {
    expect(customChoices('a, Half : 0.5,x\\,y')).toEqual([
      { text: 'a', value: 'a' },
      { text: 'Half', value: '0.5' },
      { text: 'x,y', value: 'x,y' },
    ]);
  });

  it('of a query are cut out, named and sorted as the variable says', () => {
    const found = ['up{instance="b:10"}', 'up{instance="a:9"}', 'down{}'];
    expect(queryChoices(found, { regex: '/instance="([^"]*)"/', sort: 1 }).map(({ value }) => value)).toEqual([
      'a:9',
      'b:10',
    ]);
    expect(queryChoices(found, { regex: '/"(?<text>\\w):(?<value>\\d+)"/', sort: 4 })).toEqual([
      { text: 'b', value: '10' },
      { text: 'a', value: '9' },
    ]);
  });
});

describe('panels that repeat', () => {
  const repeat = async (panels: object[], address = 'var-job=node&var-job=food11') => {
    const resolved = await resolve([{ ...job, sort: 0 }], address);
    return repeatPanels(dashboard([], panels).panels, resolved, valuesOf(resolved, 900_000)).map((panel: Panel) => [
      panel.title,
      panel.gridPos && [panel.gridPos.x, panel.gridPos.y, panel.gridPos.w],
      panel.targets?.[0]?.expr,
    ]);
  };
  const at = (x: number, y: number, w: number, h: number) => ({ gridPos: { x, y, w, h } });

  it('stand side by side, one for each value, and name it', async () => {
    const panel = {
      type: 'stat',
      title: 'Up: $job',
      repeat: 'job',
      ...at(0, 0, 6, 4),
      targets: [{ expr: 'up{job=~"$job"}' }],
    };
    expect(await repeat([panel])).toEqual([
      ['Up: node', [0, 0, 12], 'up{job=~"node"}'],
      ['Up: food11', [12, 0, 12], 'up{job=~"food11"}'],
    ]);
    expect((await repeat([{ ...panel, repeatDirection: 'v' }])).map(([, place]) => place)).toEqual([
      [0, 0, 6],
      [0, 4, 6],
    ]);
  });

  it('in rows take along what is below, and push the rest down', async () => {
    const panels = [
      { type: 'row', title: 'Job $job', repeat: 'job', ...at(0, 0, 24, 1) },
      { type: 'stat', title: 'Up', ...at(0, 1, 12, 4), targets: [{ expr: 'up{job="$job"}' }] },
      { type: 'row', title: 'Rest of $job', ...at(0, 5, 24, 1) },
    ];
    expect(await repeat(panels)).toEqual([
      ['Job node', [0, 0, 24], undefined],
      ['Up', [0, 1, 12], 'up{job="node"}'],
      ['Job food11', [0, 5, 24], undefined],
      ['Up', [0, 6, 12], 'up{job="food11"}'],
      ['Rest of node + food11', [0, 10, 24], undefined],
    ]);
  });
});

it('a choice goes into the address beside the range of time, and titles say its name', () => {
  const query = withWanted(new URLSearchParams('from=now-1h&var-job=a&var-other=x'), 'job', ['b', 'c']);
  expect(query.toString()).toBe('from=now-1h&var-other=x&var-job=b&var-job=c');
  const chosen = { values: ['0.5'], texts: ['Half'], isPattern: true, verbatim: null };
  expect(interpolateTitle('q $q', new Map([['q', chosen]]))).toBe('q Half');
});
