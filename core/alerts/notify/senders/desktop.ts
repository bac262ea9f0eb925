import { randomUUID } from 'node:crypto';
import type { Notice, NoticeOutcome } from '../../../shared/index.ts';
import type { GroupMessage } from '../group-message.ts';
import { headlineOf, restOf, sentencesOf } from '../wording.ts';
import type { SendOutcome } from './sender.ts';

/** The pages of the console that are open. */
export interface Pages {
  count(): number;
  /** Asks every page to show a notice. */
  show(id: string, notice: Notice, tag: string): void;
}

/** How long pages have to say that they showed a notice. */
const ANSWER_MS = 4_000;
const MOST_LISTED = 3;

/**
 * Shows messages on the desktop through whatever pages are open. A page answers with what became of the notice, so that
 * the log does not claim that somebody saw what nobody was shown.
 */
export function createDesktop(pages: Pages, { answerMs = ANSWER_MS } = {}) {
  const asked = new Map<string, (outcome: NoticeOutcome) => void>();

  return {
    async send(message: GroupMessage, signal: AbortSignal): Promise<SendOutcome> {
      if (pages.count() === 0) return waits('No page of the console is open; it is shown when one is.');
      const id = randomUUID();
      const { promise, resolve } = Promise.withResolvers<SendOutcome>();
      let refusal = 'The page that is open did not show it.';
      const late = setTimeout(() => resolve(waits(refusal)), answerMs);
      const cut = () => resolve(waits('Telltale is stopping.'));
      signal.addEventListener('abort', cut, { once: true });
      asked.set(id, (outcome) => {
        if (outcome.how === 'none') refusal = outcome.reason;
        else
          resolve({
            ok: true,
            note: outcome.how === 'page' ? 'Shown inside the page: the browser does not allow it notifications.' : null,
          });
      });
      pages.show(id, noticeOf(message), message.groupKey);
      try {
        return await promise;
      } finally {
        clearTimeout(late);
        signal.removeEventListener('abort', cut);
        asked.delete(id);
      }
    },
    /** A page says what became of a notice; one that was answered already is nothing to speak of. */
    answer: (id: string, outcome: NoticeOutcome): void => asked.get(id)?.(outcome),
  };
}

export type Desktop = ReturnType<typeof createDesktop>;

const waits = (note: string): SendOutcome => ({ ok: false, retry: true, note });

function noticeOf(message: GroupMessage): Notice {
  const listed = message.alerts.slice(0, MOST_LISTED);
  const rest = restOf(listed.length, message);
  const lines = [...new Set(listed.map((alert) => sentencesOf(alert)[0]!)), ...(rest === null ? [] : [rest])];
  return { title: headlineOf(message).slice(0, 120), body: lines.join('\n').slice(0, 500) };
}
