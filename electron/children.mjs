// How we run other programs: they end when we are asked to, and when whoever started us is gone.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { watchParents } from './parents.mjs';

export const say = (line) => process.stderr.write(`telltale: ${line}\n`);

/** The exit code a shell reports: a death by signal is 128 and the signal's number. */
export const exitCode = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

const parentCheckMs = 500;

/**
 * An `AbortSignal` that fires when we should end, with the exit code as its reason: SIGINT, SIGTERM or SIGHUP arrived,
 * or the npm that started us is no more. `now` fires when a person asks again: npm passes Ctrl-C on a second time
 * within milliseconds, so only a signal a second later counts.
 */
export function watchForStop() {
  const stop = new AbortController();
  const now = new AbortController();
  let askedAtMs = 0;
  const ask = (signal) => {
    if (!stop.signal.aborted) {
      askedAtMs = Date.now();
      stop.abort(exitCode(null, signal));
    } else if (Date.now() - askedAtMs > 1000) now.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, ask);
  const parentsLive = watchParents();
  if (parentsLive) {
    setInterval(() => {
      if (!stop.signal.aborted && !parentsLive()) stop.abort(exitCode(null, 'SIGHUP'));
    }, parentCheckMs).unref();
  }
  return { stop: stop.signal, now: now.signal };
}

/**
 * Runs a program to its end with its output on stderr (stdout may be read by a machine), or unseen with `quiet`.
 * Resolves with its exit code and the last of what it said.
 */
export function runStep(command, args, { stop, still, limitMs, quiet = false, ...options }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const tail = createTail();
    const startedAtMs = Date.now();
    const tell =
      still && setInterval(() => say(`${still} (${Math.round((Date.now() - startedAtMs) / 1000)} s)`), 15_000);
    const limit = limitMs && setTimeout(() => child.kill('SIGKILL'), limitMs);
    const abort = () => child.kill('SIGTERM');
    stop.addEventListener('abort', abort);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        tail.add(chunk);
        if (!quiet) process.stderr.write(chunk);
      });
    }
    const done = (settle, value) => {
      clearInterval(tell);
      clearTimeout(limit);
      stop.removeEventListener('abort', abort);
      settle(value);
    };
    child.once('error', (error) => done(reject, error));
    child.once('close', (code, signal) => done(resolve, { code: exitCode(code, signal), tail: tail.text() }));
  });
}

/** Keeps the last of a long output. */
export function createTail(limit = 16_384) {
  let text = '';
  return {
    add(chunk) {
      text = (text + chunk).slice(-limit);
    },
    text: () => text,
  };
}

/**
 * Stays with a long-lived child that has an IPC channel until it ends, and resolves with its exit code. Asked to stop,
 * the child is told over the channel (the same on every system, and once, whatever the terminal sent it as well) and
 * has `graceMs`; then it is ended. Its own children end when their channel to it closes.
 */
export function keep(child, { stop, now, graceMs = 5000 }) {
  let limit;
  const kill = () => child.kill('SIGKILL');
  const ask = () => {
    if (child.connected) child.send({ type: 'stop' }, () => {});
    else child.kill('SIGTERM');
    limit = setTimeout(kill, graceMs);
  };
  return new Promise((resolve, reject) => {
    if (stop.aborted) ask();
    stop.addEventListener('abort', ask);
    now.addEventListener('abort', kill);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      stop.removeEventListener('abort', ask);
      now.removeEventListener('abort', kill);
      resolve(exitCode(code, signal));
    });
  });
}
