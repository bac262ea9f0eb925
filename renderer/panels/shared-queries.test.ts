import { describe, expect, it, vi } from 'vitest';
import { createSharedQueries } from './shared-queries.ts';

const answerLater = () => {
  const signals: AbortSignal[] = [];
  const answers: ((value: string) => void)[] = [];
  const ask = vi.fn<(signal: AbortSignal) => Promise<string>>((signal) => {
    signals.push(signal);
    return new Promise<string>((resolve, reject) => {
      answers.push(resolve);
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  });
  return { ask, signals, answers };
};

describe('queries shared between panels', () => {
  it('ask once for all who want the same answer', async () => {
    const { ask, answers } = answerLater();
    const shared = createSharedQueries<string>(1_000);
    const [first, second] = [shared.join('q', ask), shared.join('q', ask)];
    answers[0]!('42');
    expect(await Promise.all([first.reply, second.reply])).toEqual(['42', '42']);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('end the request when the last one leaves, and not before', async () => {
    const { ask, signals } = answerLater();
    const shared = createSharedQueries<string>(1_000);
    const [first, second] = [shared.join('q', ask), shared.join('q', ask)];
    first.leave();
    first.leave();
    expect(signals[0]!.aborted).toBe(false);
    second.leave();
    expect(signals[0]!.aborted).toBe(true);
    await expect(second.reply).rejects.toThrow('aborted');
    shared.join('q', ask).reply.catch(() => {});
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('keep a reply for a moment, and no longer', async () => {
    let nowMs = 0;
    const { ask, answers } = answerLater();
    const shared = createSharedQueries<string>(1_000, () => nowMs);
    const first = shared.join('q', ask);
    answers[0]!('42');
    await first.reply;
    nowMs = 900;
    await expect(shared.join('q', ask).reply).resolves.toBe('42');
    nowMs = 2_000;
    void shared.join('q', ask);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('do not keep a failure', async () => {
    const shared = createSharedQueries<string>(1_000);
    await expect(shared.join('q', () => Promise.reject(new Error('no'))).reply).rejects.toThrow('no');
    await expect(shared.join('q', () => Promise.resolve('yes')).reply).resolves.toBe('yes');
  });
});
