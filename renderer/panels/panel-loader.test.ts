import { describe, expect, it } from 'vitest';
import type { Answer } from './panel-data.ts';
import { createPanelLoader, type PanelState } from './panel-loader.ts';
import type { QueryPlan } from './query-plan.ts';

const planAt = (toMs: number, identity = 'same', exprs = ['x']): QueryPlan => ({
  queries: exprs.map((expr, i) => ({ refId: 'AB'[i]!, expr, legendFormat: expr, kind: 'range' })),
  fromMs: toMs - 10_000,
  toMs,
  grid: { startMs: toMs - 10_000, stepMs: 5_000, length: 3 },
  identity,
});

/** A loader whose questions are answered by the test. */
function start() {
  const states: PanelState[] = [];
  const asked: { expr: string; toMs: number; answer(series: Answer['series']): void; fail(): void; left: boolean }[] =
    [];
  const loader = createPanelLoader(
    ({ expr }, { toMs }) => {
      const question = { expr, toMs, left: false, answer: (_: Answer['series']) => {}, fail: () => {} };
      const reply = new Promise<Answer['series']>((resolve, reject) => {
        question.answer = resolve;
        question.fail = () => reject(new Error(`${expr} is wrong`));
      });
      asked.push(question);
      return { reply, leave: () => void (question.left = true) };
    },
    (state) => states.push(state),
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { loader, asked, settle, last: () => states.at(-1)! };
}
const one = (value: number, timeMs: number) => [{ labels: {}, timestampsMs: [timeMs], values: [value] }];

describe('loading a panel', () => {
  it('keeps the old data until the new are there', async () => {
    const { loader, asked, settle, last } = start();
    loader.load(planAt(20_000));
    expect(last()).toMatchObject({ data: null, isLoading: true });
    asked[0]!.answer(one(1, 20_000));
    await settle();
    expect(last()).toMatchObject({ isLoading: false, data: { toMs: 20_000 } });
    loader.load(planAt(25_000));
    expect(last()).toMatchObject({ isLoading: true, data: { toMs: 20_000 } });
    asked[1]!.answer(one(2, 25_000));
    await settle();
    expect(last()).toMatchObject({ isLoading: false, data: { toMs: 25_000 } });
  });

  it('lets a query slower than the refresh finish, then asks for the newest', async () => {
    const { loader, asked, settle, last } = start();
    loader.load(planAt(20_000));
    loader.load(planAt(25_000));
    loader.load(planAt(30_000));
    expect(asked.map(({ toMs }) => toMs)).toEqual([20_000]);
    asked[0]!.answer(one(1, 20_000));
    await settle();
    expect(last().data?.toMs).toBe(20_000);
    expect(asked.map(({ toMs }) => toMs)).toEqual([20_000, 30_000]);
  });

  it('drops at once what another range has made useless', async () => {
    const { loader, asked, settle, last } = start();
    loader.load(planAt(20_000));
    loader.load(planAt(90_000, 'another'));
    expect(asked[0]!.left).toBe(true);
    asked[1]!.answer(one(1, 90_000));
    asked[0]!.answer(one(1, 20_000));
    await settle();
    expect(last().data?.toMs).toBe(90_000);
  });

  it('shows what it has when one of two queries fails', async () => {
    const { loader, asked, settle, last } = start();
    loader.load(planAt(20_000, 'two', ['good', 'bad']));
    asked[0]!.answer(one(1, 20_000));
    asked[1]!.fail();
    await settle();
    expect(last().data?.series.map(({ name }) => name)).toEqual(['good']);
    expect(last().failures).toEqual([{ refId: 'B', expr: 'bad', message: 'bad is wrong' }]);
  });

  it('keeps the last good data when everything fails, and says so', async () => {
    const { loader, asked, settle, last } = start();
    loader.load(planAt(20_000));
    asked[0]!.answer(one(1, 20_000));
    await settle();
    loader.load(planAt(25_000));
    asked[1]!.fail();
    await settle();
    expect(last()).toMatchObject({ data: { toMs: 20_000 }, failures: [{ refId: 'A' }], isLoading: false });
  });

  it('says nothing any more once stopped', async () => {
    const { loader, asked, settle, last } = start();
    loader.load(planAt(20_000));
    loader.stop();
    asked[0]!.answer(one(1, 20_000));
    await settle();
    expect(asked[0]!.left).toBe(true);
    expect(last().data).toBeNull();
  });
});
