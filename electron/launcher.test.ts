import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { connectLauncher } from './launcher.ts';

/** The end of an IPC channel that a child holds. */
class Channel extends EventEmitter {
  connected = true;
  readonly sent: unknown[] = [];
  send(message: unknown, _handle: unknown, _options: unknown, sent: () => void): void {
    this.sent.push(message);
    sent();
  }
}

describe('the line to start.mjs', () => {
  it('carries news, and a stop either asked for or forced by its end', async () => {
    const channel = new Channel();
    const launcher = connectLauncher(channel as never);
    const stop = vi.fn<() => void>();
    launcher.onStop(stop);
    await launcher.tell('shown');
    expect(channel.sent).toEqual([{ type: 'shown' }]);
    channel.emit('message', { type: 'chatter' });
    channel.emit('message', null);
    expect(stop).not.toHaveBeenCalled();
    channel.emit('message', { type: 'stop' });
    channel.emit('disconnect');
    expect(stop).toHaveBeenCalledTimes(2);
  });

  it('is silent when nobody listens', async () => {
    const channel = new Channel();
    channel.connected = false;
    await connectLauncher(channel as never).tell('shown');
    expect(channel.sent).toEqual([]);
    const alone = connectLauncher(new EventEmitter() as never);
    expect(alone.present).toBe(false);
    await alone.tell('failed');
  });
});
