import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  letrec,
  nat,
  oneof,
  record,
  tuple,
  uniqueArray,
} from 'fast-check';
import { functionNames } from '../syntax/signatures.ts';
import { FROM_MS, TO_MS } from './samples.ts';

/** A query and the times to ask it for; an instant query when there is no step. */
export interface Asked {
  query: string;
  startMs: number;
  endMs: number;
  stepMs: number | null;
}

const oneOf = (...texts: string[]): Arbitrary<string> => constantFrom(...texts);
const text = (parts: TemplateStringsArray, ...holes: Arbitrary<string>[]): Arbitrary<string> =>
  tuple(...holes).map((filled) => String.raw({ raw: parts }, ...filled));
const maybe = (chance: number, some: Arbitrary<string>): Arbitrary<string> =>
  oneof(
    { weight: Math.round(100 * (1 - chance)), arbitrary: constant('') },
    { weight: Math.round(100 * chance), arbitrary: some },
  );
const weighted = (...choices: [number, Arbitrary<string>][]): Arbitrary<string> =>
  oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const label = oneOf(
  'job',
  'instance',
  'code',
  'zone',
  'kind',
  'id',
  'le',
  'version',
  'cluster',
  'pod',
  'missing',
  '__name__',
);
const labelList = uniqueArray(label, { maxLength: 3 }).chain((labels) =>
  boolean().map((comma) => `(${labels.join(', ')}${comma && labels.length > 0 ? ',' : ''})`),
);
const duration = weighted(
  [6, oneOf('1m', '2m', '5m', '30s', '90s', '10m', '15s', '1m30s')],
  [1, oneOf('120', '0.5', '45.5', '20m', '1h', '7s500ms', '1ms')],
);
const offset = text` offset ${maybe(0.3, constant('-'))}${duration}`;
const time = weighted(
  [2, oneOf('start()', 'end()')],
  [2, integer({ min: FROM_MS - 60_000, max: TO_MS + 60_000 }).map((ms) => String(ms / 1000))],
);
const at = text` @ ${time}`;
const shift = weighted([16, constant('')], [3, offset], [2, at], [1, text`${offset}${at}`], [1, text`${at}${offset}`]);

const matcher = weighted(
  [4, oneOf('job="api"', 'job="web"', 'instance="a:1"', 'code="200"', 'kind="nan"', 'id="4"', 'zone="x"', 'le="0.5"')],
  [2, oneOf('job!="api"', 'code!="200"', 'missing=""', 'missing!="x"', 'kind!="inf"', 'le!="+Inf"', 'version!=""')],
  [
    2,
    oneOf(
      'job=~"a.*"',
      'instance=~"a:[12]|w:1"',
      'code=~"2..|404"',
      'kind=~"(?i)NAN|zero"',
      'id=~"[1-3]"',
      'job=~".+"',
    ),
  ],
  [
    1,
    oneOf('job!~"w.*"', 'code!~"5.."', 'kind!~".*n.*"', 'missing=~"|x"', 'le=~"\\\\d+(\\\\.\\\\d+)?"', 'zone=~"^x$"'),
  ],
);
const braces = array(matcher, { minLength: 1, maxLength: 2 }).map((matchers) => `{${matchers.join(', ')}}`);
const metric = weighted(
  [5, oneOf('requests_total', 'temperature', 'odd', 'flaky', 'latency_seconds_bucket')],
  [
    3,
    oneOf(
      'quota',
      'up',
      'build_info',
      'leader',
      'replicas',
      'flaky_total',
      'latency_seconds_count',
      'latency_seconds_sum',
    ),
  ],
  [1, oneOf('bad_bucket', 'odd_bucket', 'nothing_here', '{"dotted.name"}', '{"dotted.name", "label.x"=~"gr.*"}')],
);
/** A metric with matchers that some of its series pass. */
const matched = weighted(
  [
    2,
    text`requests_total{${oneOf('job="api"', 'code="200"', 'code=~"2..|404"', 'code!~"5.."', 'instance=~"a:[12]|w:1"')}}`,
  ],
  [2, text`temperature{${oneOf('zone="x"', 'zone=~"^x$"', 'job!="api"', 'missing=""', 'job=~"a.*", zone!="x"')}}`],
  [2, text`odd{${oneOf('kind="nan"', 'kind!="inf"', 'kind=~"(?i)NAN|zero"', 'kind!~".*n.*"', 'kind=~"huge|tiny"')}}`],
  [2, text`latency_seconds_bucket{${oneOf('le="0.5"', 'le!="+Inf"', 'le=~"\\\\d+(\\\\.\\\\d+)?"', 'job="web"')}}`],
  [1, text`flaky{${oneOf('id="4"', 'id=~"[1-3]"', 'id!="5"', 'missing!="x"')}}`],
  [1, text`quota{${oneOf('job="api"', 'job=~".+"', 'job!~"w.*"')}}`],
);
const named = weighted(
  [6, metric],
  [4, matched],
  [1, text`${metric}${braces}`],
  [2, oneOf('{__name__=~"quota|up"}', '{__name__=~"flaky.*"}', '{__name__=~"latency_seconds_(sum|count)", job="api"}')],
);

const number = weighted(
  [6, oneOf('0', '1', '2', '3', '0.5', '10', '100', '60', '-1', '-0.5')],
  [1, oneOf('NaN', 'Inf', '-Inf', '1e-6', '0x1F', '010', '5m', '1e308', '.5', '2.', '1_000')],
);

const math = oneOf(
  ...'abs ceil floor exp ln log2 log10 sqrt sgn sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh deg rad'.split(
    ' ',
  ),
);
const rated = oneOf('rate', 'increase', 'irate', 'delta', 'idelta', 'resets', 'changes', 'deriv');
const overTime = oneOf(
  ...'sum avg count min max stddev stdvar last present'.split(' ').map((name) => `${name}_over_time`),
);
const folding = oneOf('sum', 'avg', 'count', 'min', 'max', 'group', 'stddev', 'stdvar');
const arithmetic = oneOf('+', '-', '*', '/', '%', '^', 'atan2');
const comparison = oneOf('==', '!=', '<', '<=', '>', '>=');
const dates = oneOf('minute', 'hour', 'day_of_week', 'day_of_month', 'day_of_year', 'days_in_month', 'month', 'year');

/** Vectors without equal values, of which `topk` might take any. */
const distinct =
  text`${oneOf('', 'abs', 'avg_over_time', 'deriv')}(temperature${oneOf('', '{zone="x"}', '{job="api"}')})`.map(
    (call) => (/^(avg|deriv)/.test(call) ? call.replace(')', '[5m])') : call),
  );

/** Vectors whose values are the same to the last digit on both sides, so that their texts are too. */
const exact = weighted(
  [3, named],
  [1, text`floor(${named})`],
  [1, text`count by ${labelList} (${named})`],
  [1, text`changes(${named}[5m])`],
);

interface Types {
  scalar: string;
  vector: string;
  matrix: string;
}

/** Well-typed expressions of all kinds the stable language has; most queries can be evaluated. */
const { scalar, vector, matrix } = letrec<Types>((tie) => {
  const scalar = tie('scalar') as Arbitrary<string>;
  const vector = tie('vector') as Arbitrary<string>;
  const matrix = tie('matrix') as Arbitrary<string>;
  const bool = maybe(0.3, constant(' bool'));
  const matching = weighted(
    [3, constant('')],
    [3, text` ${oneOf('on', 'ignoring')} ${labelList}`],
    [3, text` ${oneOf('on', 'ignoring')} ${labelList} ${oneOf('group_left', 'group_right')} ${maybe(0.4, labelList)}`],
  );
  /** Matches that the samples are made for, so that many of the joins find partners. */
  const joined = weighted(
    [1, text`requests_total ${arithmetic} on (job) group_left ${oneOf('', '()', '(missing)')} quota`],
    [1, text`quota ${comparison}${bool} on (job) group_right () ${vector}`],
    [1, text`temperature ${arithmetic} on (job, instance) group_left (version) build_info`],
    [1, text`leader ${arithmetic} on (cluster) replicas`],
    [1, text`leader ${comparison}${bool} on (cluster) replicas`],
    [1, text`latency_seconds_sum ${arithmetic} latency_seconds_count`],
    [1, text`rate(latency_seconds_sum[${duration}]) / ignoring () rate(latency_seconds_count[${duration}])`],
    [1, text`up ${comparison}${bool} ignoring (zone) group_right temperature`],
  );
  const grouping = weighted([2, constant('')], [3, text`by ${labelList} `], [2, text`without ${labelList} `]);
  const aggregate = (head: Arbitrary<string>, args: Arbitrary<string>): Arbitrary<string> =>
    tuple(head, grouping, args, boolean()).map(([op, clause, inner, behind]) =>
      behind ? `${op}(${inner}) ${clause}`.trimEnd() : `${op} ${clause}(${inner})`,
    );
  return {
    scalar: oneof(
      { maxDepth: 3, depthIdentifier: 'query' },
      { weight: 8, arbitrary: number },
      { weight: 2, arbitrary: oneOf('time()', 'pi()') },
      { weight: 1, arbitrary: text`(${scalar} ${arithmetic} ${scalar})` },
      { weight: 1, arbitrary: text`(${scalar} ${comparison} bool ${scalar})` },
      { weight: 1, arbitrary: text`scalar(${vector})` },
      { weight: 1, arbitrary: text`-${scalar}` },
    ),
    matrix: oneof(
      { maxDepth: 4, depthIdentifier: 'query' },
      { weight: 8, arbitrary: text`${named}[${duration}]${shift}` },
      { weight: 2, arbitrary: text`(${vector})[${oneOf('5m', '10m', '150')}:${oneOf('', '1m', '30s', '7s')}]${shift}` },
    ),
    vector: oneof(
      { maxDepth: 4, depthIdentifier: 'query' },
      { weight: 10, arbitrary: text`${named}${shift}` },
      { weight: 5, arbitrary: text`${rated}(${matrix})` },
      { weight: 5, arbitrary: text`${overTime}(${matrix})` },
      { weight: 1, arbitrary: text`quantile_over_time(${scalar}, ${matrix})` },
      { weight: 1, arbitrary: text`predict_linear(${matrix}, ${scalar})` },
      { weight: 1, arbitrary: text`absent_over_time(${matrix})` },
      { weight: 6, arbitrary: aggregate(folding, vector) },
      {
        weight: 1,
        arbitrary: aggregate(
          constant('quantile'),
          text`${oneOf('0', '0.25', '0.5', '0.9', '1', '1.5', '-1', 'NaN')}, ${vector}`,
        ),
      },
      {
        weight: 1,
        arbitrary: aggregate(oneOf('topk', 'bottomk'), text`${oneOf('1', '2', '3', '0', '-1', '2.7')}, ${distinct}`),
      },
      {
        weight: 1,
        arbitrary: aggregate(constant('count_values'), text`"${oneOf('value', 'job', 'le')}", ${exact}`),
      },
      { weight: 4, arbitrary: text`${vector} ${arithmetic} ${scalar}` },
      { weight: 2, arbitrary: text`${scalar} ${arithmetic} ${vector}` },
      { weight: 3, arbitrary: text`${vector} ${comparison}${bool} ${scalar}` },
      { weight: 1, arbitrary: text`${scalar} ${comparison}${bool} ${vector}` },
      { weight: 6, arbitrary: joined },
      { weight: 2, arbitrary: text`${vector} ${arithmetic}${matching} ${vector}` },
      { weight: 1, arbitrary: text`${vector} ${comparison}${bool}${matching} ${vector}` },
      {
        weight: 3,
        arbitrary: text`${vector} ${oneOf('and', 'or', 'unless')}${maybe(0.5, text` ${oneOf('on', 'ignoring')} ${labelList}`)} ${vector}`,
      },
      { weight: 3, arbitrary: text`${math}(${vector})` },
      { weight: 2, arbitrary: text`(${vector})` },
      { weight: 1, arbitrary: text`${oneOf('-', '+')}${vector}` },
      { weight: 1, arbitrary: text`round(${vector}${maybe(0.5, text`, ${scalar}`)})` },
      { weight: 1, arbitrary: text`clamp(${vector}, ${scalar}, ${scalar})` },
      { weight: 1, arbitrary: text`${oneOf('clamp_min', 'clamp_max')}(${vector}, ${scalar})` },
      {
        weight: 1,
        arbitrary: text`${dates}(${weighted([1, constant('')], [2, text`timestamp(${named})`], [1, text`vector(${oneOf('0', '951782400', '1000000000', '-1', '4102444799.9')})`])})`,
      },
      { weight: 2, arbitrary: text`timestamp(${vector})` },
      { weight: 1, arbitrary: text`vector(${scalar})` },
      { weight: 1, arbitrary: text`absent(${vector})` },
      { weight: 1, arbitrary: text`${oneOf('sort', 'sort_desc')}(${vector})` },
      {
        weight: 3,
        arbitrary: text`histogram_quantile(${oneOf('0', '0.5', '0.9', '0.99', '1', '-1', '2', 'NaN')}, ${weighted([2, text`rate(latency_seconds_bucket[${duration}])`], [2, text`sum by (le, job) (rate(latency_seconds_bucket[${duration}]))`], [2, oneOf('bad_bucket', 'odd_bucket')], [1, vector])})`,
      },
      {
        weight: 1,
        arbitrary: text`histogram_fraction(${oneOf('1', '2', 'NaN', 'Inf')}, ${oneOf('1.5', '0', '2.5', '5m', 'NaN', 'Inf')}, ${oneOf('latency_seconds_bucket', 'rate(latency_seconds_bucket[5m])', 'bad_bucket', 'up')})`,
      },
      { weight: 1, arbitrary: text`${oneOf('histogram_count', 'histogram_sum', 'histogram_avg')}(${vector})` },
      {
        weight: 2,
        arbitrary: text`label_replace(${vector}, "${oneOf('dst', 'job', 'instance', '__name__')}", "${oneOf('$1', 'x-$1', '${2}', '$0', '', '$1x', 'a$$b')}", "${oneOf('instance', 'job', 'missing', 'code')}", "${oneOf('(.*):(.*)', '(.).*', '.*', 'a.*', '([0-9]+)', '(?P<n>x)|y', '')}")`,
      },
      {
        weight: 1,
        arbitrary: text`label_join(${vector}, "${oneOf('dst', 'job', '__name__')}", "${oneOf('-', '')}"${oneOf('', ', "job"', ', "job", "instance"', ', "missing"')})`,
      },
    ),
  };
});

/** Texts that are likely to be refused: wrong types, wrong arguments, single characters changed. */
const broken: Arbitrary<string> = oneof(
  text`${oneOf(...functionNames)}(${vector}, ${scalar})`,
  text`${oneOf(...functionNames)}(${oneOf('', '1', 'up', 'up[5m]', '"text"')})`,
  text`${oneOf('sum', 'topk', 'quantile', 'count_values')}(${oneOf('', '1', 'up', 'up[5m]', '"x", up', '1, up', 'up, 1')})`,
  text`${vector} ${oneOf('and', 'or', '==', '+', 'unless')}${oneOf('', ' bool')} ${oneof(scalar, matrix, constant('"text"'))}`,
  text`${vector}${oneOf('[5m]', '[5m:', '[:1m]', '[0s]', '[-5m:1m]', ' offset', ' @', ' offset 5m offset 5m', ' @ 1 @ 2', ' @ NaN', '[5m][5m]')}`,
  text`${oneOf('{}', '{job=~".*"}', 'up{job="a"', 'up{job=a}', 'up{job="a",,}', '{__name__="up"}', 'up{__name__="up"}', 'up{job=~"("}', '"\\q"', 'foo bar')}`,
  text`sum by (${oneOf('job', 'on', 'a:b', '"x.y"', '1', 'job job', ',')}) (${named})`,
  text`${named} ${arithmetic} ${oneOf('on', 'on ()', 'on (job) group_left (job)', 'group_left', 'bool', 'ignoring (job) group_right (job)')} ${named}`,
  tuple(
    vector,
    nat(),
    oneOf('', '(', ')', '[', ']', '{', '}', ',', '"', '5', 'm', '-', ' ', '@', '#', '\\', '=', 'by', '§'),
  ).map(([query, position, char]) => {
    const index = position % (query.length + 1);
    return query.slice(0, index) + char + query.slice(index + (char === '' ? 1 : 0));
  }),
);

const query = weighted(
  [12, vector],
  [1, scalar],
  [1, matrix],
  [1, oneOf('"text"', "'a\\u00e9'", '`raw`')],
  [2, broken],
);

/** Queries with times inside, at the ends of and around the samples. */
export const asked: Arbitrary<Asked> = record({
  query,
  startMs: integer({ min: FROM_MS - 120_000, max: TO_MS + 120_000 }).map((ms) => ms - (ms % 2 === 0 ? ms % 15_000 : 0)),
  steps: integer({ min: 0, max: 40 }),
  stepMs: constantFrom(15_000, 30_000, 60_000, 7_000, 133_000, 300_000, 1),
  instant: boolean(),
}).map(({ query, startMs, steps, stepMs, instant }) => ({
  query,
  startMs,
  endMs: instant ? startMs : startMs + steps * stepMs + (steps % 3),
  stepMs: instant ? null : stepMs,
}));
