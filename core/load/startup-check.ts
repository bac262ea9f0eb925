import { connect } from 'node:net';

const PATIENCE_MS = 500;

/**
 * Tries once to open a connection to the target, without sending a request that its metrics would count. Null when that
 * works, else a sentence for the person who started the run. The run goes on either way: the service may come back.
 */
export async function startupCheck(target: string, stop: AbortSignal): Promise<string | null> {
  const url = new URL(target);
  const reason = await new Promise<string | null>((resolve) => {
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1'); // an IPv6 address is in brackets in a URL only
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    const finish = (why: string | null) => {
      stop.removeEventListener('abort', giveUp);
      socket.destroy();
      resolve(why);
    };
    const giveUp = () => finish(null);
    stop.addEventListener('abort', giveUp, { once: true });
    socket.once('connect', () => finish(null));
    socket.once('timeout', () => finish(`no answer within ${PATIENCE_MS} ms`));
    socket.once('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
  });
  return (
    reason && `Nothing answered at ${url.origin} when this run began (${reason}). It goes on, and counts what fails.`
  );
}
