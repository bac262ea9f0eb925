import { describe, expect, it } from 'vitest';
import { functionNames, signatureOf } from '../syntax/signatures.ts';
import { engineOver, load } from '../testing/notation.ts';

const { instant, range } = engineOver(load(60_000, 'm{le="1"} 1 2 3\nlate 7 _ _ 8'));

const argumentOf = { scalar: '1', vector: 'm', matrix: 'm[5m]', string: '"x"' } as const;

describe('every function', () => {
  it.each(functionNames)('%s can be called with what its signature asks for', async (name) => {
    const args = signatureOf(name)!.args.map((type) => argumentOf[type]);
    await expect(instant(`${name}(${args.join(', ')})`, 120_000)).resolves.toBeInstanceOf(Array);
  });
});

describe('timestamp', () => {
  it.each([
    ['timestamp(late)', ['{} 0']],
    ['timestamp((late))', ['{} 0']],
    ['timestamp(late offset -1m)', ['{} 180']],
    ['timestamp(late @ 180)', ['{} 180']],
    // Anything but a plain selector has the evaluation time.
    ['timestamp(late + 0)', ['{} 120']],
    ['timestamp(sum(late))', ['{} 120']],
  ])('%s gives %j', async (query, expected) => {
    expect(await instant(query, 120_000)).toEqual(expected);
  });

  it('moves with the steps', async () => {
    expect(await range('timestamp(late)', 60_000, 180_000, 60_000)).toEqual(['{} 0@60 0@120 180@180']);
  });
});

it.each([
  'mad_over_time(m[5m])',
  'double_exponential_smoothing(m[5m], 0.5, 0.5)',
  'info(m)',
  'sort_by_label(m, "le")',
  'limitk(1, m)',
  'limit_ratio(0.5, m)',
  'ts_of_max_over_time(m[5m])',
  'm[5m] anchored',
  'm smoothed',
  'm + fill(0) m',
  'm[5m * 2]',
  'm offset step()',
])('%s is refused as experimental or unsupported', async (query) => {
  await expect(instant(query, 0)).rejects.toMatchObject({
    errorType: 'bad_data',
    message: expect.stringMatching(/experimental|not supported/),
  });
});
