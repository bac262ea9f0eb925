/** What start.mjs wants to know: the window is there, this attempt failed for a stated reason, or another has it. */
export type News = 'shown' | 'failed' | 'elsewhere';

export interface Launcher {
  /** False when somebody opened the application by itself: then nobody reads our stderr. */
  readonly present: boolean;
  /** Resolves when the news is out, or nobody listens. */
  tell(news: News): Promise<void>;
  /** Called when start.mjs asks us to stop, or is gone. */
  onStop(listener: () => void): void;
}

type Channel = Pick<NodeJS.Process, 'on' | 'connected'> & { send?: NodeJS.Process['send'] };

/** The IPC channel to start.mjs, where it started us. */
export function connectLauncher(channel: Channel = process): Launcher {
  return {
    present: channel.send !== undefined,
    tell: (type) =>
      new Promise((resolve) => {
        if (!channel.send || !channel.connected) resolve();
        else channel.send({ type }, undefined, {}, () => resolve());
      }),
    onStop(listener) {
      channel.on('message', (message: unknown) => {
        if ((message as { type?: unknown } | null)?.type === 'stop') listener();
      });
      channel.on('disconnect', listener);
    },
  };
}
