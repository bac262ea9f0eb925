import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConsoleEvent } from '../../core/shared/index.ts';
import { EventFeed, type Source } from './event-feed.ts';

class HandSource implements Source {
  static made: HandSource[] = [];
  readyState = 0;
  onopen: Source['onopen'] = null;
  onerror: Source['onerror'] = null;
  onmessage: Source['onmessage'] = null;
  isClosed = false;
  constructor() {
    HandSource.made.push(this);
  }
  close() {
    this.isClosed = true;
  }
  open() {
    this.onopen?.call(this as never, new Event('open'));
  }
  fail(readyState: number) {
    this.readyState = readyState;
    this.onerror?.call(this as never, new Event('error'));
  }
  say(data: string) {
    this.onmessage?.call(this as never, new MessageEvent('message', { data }));
  }
}

type Listener = (event: ConsoleEvent) => void;

const event: ConsoleEvent = { type: 'predictions', added: 3 };

describe('the event feed', () => {
  beforeEach(() => {
    HandSource.made = [];
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());
  const make = () => new EventFeed({ open: () => new HandSource(), patienceMs: 1_500, retryMs: 1_000 });

  it('is one stream for all who listen, and ends with the last of them', () => {
    const feed = make();
    const [one, two] = [vi.fn<Listener>(), vi.fn<Listener>()];
    const endOne = feed.listen(one);
    const endTwo = feed.listen(two);
    expect(HandSource.made).toHaveLength(1);
    HandSource.made[0]!.say(JSON.stringify(event));
    expect(one).toHaveBeenCalledWith(event);
    expect(two).toHaveBeenCalledWith(event);
    endOne();
    expect(HandSource.made[0]!.isClosed).toBe(false);
    endTwo();
    expect(HandSource.made[0]!.isClosed).toBe(true);
  });

  it('passes over what it does not understand', () => {
    const [feed, listener] = [make(), vi.fn<Listener>()];
    feed.listen(listener);
    HandSource.made[0]!.say('not json');
    HandSource.made[0]!.say('{"type":"from-the-future"}');
    expect(listener).not.toHaveBeenCalled();
  });

  it('says the monitor is lost only after a while, and that it is back at once', () => {
    const [feed, changed] = [make(), vi.fn<() => void>()];
    feed.listen(() => {});
    feed.watch(changed);
    const [source] = HandSource.made;
    source!.open();
    expect(feed.link).toBe('open');
    source!.fail(0);
    vi.advanceTimersByTime(1_400);
    expect(feed.link).toBe('open');
    vi.advanceTimersByTime(200);
    expect(feed.link).toBe('lost');
    source!.open();
    expect(feed.link).toBe('open');
    expect(changed).toHaveBeenCalledTimes(3);
  });

  it('connects again by itself after the browser gave up', () => {
    const feed = make();
    feed.listen(() => {});
    HandSource.made[0]!.fail(2);
    vi.advanceTimersByTime(1_000);
    expect(HandSource.made).toHaveLength(2);
  });
});
