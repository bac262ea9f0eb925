import { ToChild } from './shared/index.ts';

/** The line to whoever started this process: Node's IPC channel, or Electron's port in a utility process. */
export interface ParentChannel {
  send(message: object): void;
  /** Called when the parent asks us to stop, or is gone. */
  onStop(listener: () => void): void;
}

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

const asksToStop = (raw: unknown): boolean => {
  const message = ToChild.safeParse(raw);
  return message.success && message.data.type === 'stop';
};

/** Null when nobody listens: started from a shell. */
export function openParentChannel(): ParentChannel | null {
  // Electron puts the port on `process`; when the shell is gone it ends its utility processes itself.
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      onStop: (listener) => parentPort.on('message', ({ data }) => asksToStop(data) && listener()),
    };
  }
  if (!process.send) return null;
  return {
    send: (message) => void process.send?.(message),
    onStop(listener) {
      process.on('message', (raw) => asksToStop(raw) && listener());
      process.on('disconnect', listener);
    },
  };
}
