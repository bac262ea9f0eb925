import type { GroupMessage } from '../group-message.ts';
import { headlineOf, ownLabelsOf, restOf, sentencesOf, timesOf } from '../wording.ts';

/** Slack shows no more than this of one text without folding it. */
const MOST_LISTED = 10;
const MOST_TEXT = 600;

/** Slack's three characters with a meaning; the rest is text. */
const escape = (text: string): string =>
  text.slice(0, MOST_TEXT).replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]!);

/** The body of a Slack-compatible webhook (Slack, Mattermost, Rocket.Chat, Discord with /slack). */
export function toSlackMessage(message: GroupMessage, channel: string | null) {
  const title = headlineOf(message);
  const listed = message.alerts.slice(0, MOST_LISTED);
  const lines = listed.map((alert) => {
    const labels = ownLabelsOf(alert, message).map(([name, value]) => `${name}=${value}`);
    const sign = alert.status === 'firing' ? 'Firing' : 'Resolved';
    const more = [...labels, timesOf(alert)].join(', ');
    return `*${sign}*: ${sentencesOf(alert).map(escape).join(' ')}\n${escape(more)}`;
  });
  const rest = restOf(listed.length, message);
  return {
    username: 'Telltale',
    ...(channel === null ? {} : { channel }),
    attachments: [
      {
        color: message.status === 'firing' ? 'danger' : 'good',
        title: escape(title),
        title_link: `${message.externalURL}/alerts`,
        fallback: escape(title),
        text: [...lines, ...(rest === null ? [] : [rest])].join('\n\n'),
        mrkdwn_in: ['text'],
      },
    ],
  };
}
