import { z } from 'zod';
import { compileMatchers, LabelMatcher } from './label-matcher.ts';
import { compileMatcher } from './matcher.ts';
import { Labels } from './series.ts';

const hourMs = 3_600_000;
const durationMs = (leastMs: number, mostMs: number) => z.number().int().min(leastMs).max(mostMs);

/** How alerts become messages: Alertmanager's words, with shorter waits, as one machine has few alerts. */
export const NotificationSettings = z.strictObject({
  /** Alerts that agree in these labels make one message; `...` stands for all labels. */
  groupBy: z
    .array(z.string().regex(/^([a-zA-Z_][a-zA-Z0-9_]*|\.\.\.)$/, 'a label name, or ...'))
    .max(20)
    .default(['alertname']),
  /** How long a new group waits for more alerts before its first message. */
  groupWaitMs: durationMs(0, hourMs).default(5_000),
  /** How long after a message the group waits before it tells of changes. */
  groupIntervalMs: durationMs(1_000, 24 * hourMs).default(30_000),
  /** How long after a message an unchanged group is told of again. */
  repeatIntervalMs: durationMs(10_000, 30 * 24 * hourMs).default(4 * hourMs),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

const times = { startsAtMs: z.number().int().nonnegative(), endsAtMs: z.number().int().nonnegative() };
const words = {
  matchers: z.array(LabelMatcher).min(1, 'at least one matcher is needed').max(20),
  comment: z.string().trim().min(1, 'a comment says why').max(1_000),
  createdBy: z.string().trim().min(1, 'who is it that wants silence?').max(100),
};

export const Silence = z.object({ id: z.string(), ...words, ...times, updatedAtMs: z.number() });
export type Silence = z.infer<typeof Silence>;

/** Met by a label that is not there. `!=` and `!~` are not counted, as Alertmanager has it: they leave something out. */
const takesNothing = (matcher: LabelMatcher): boolean => !matcher.op.startsWith('!') && compileMatcher(matcher)('');

/** A silence to be made, or, with the id of one, to take its place. */
export const NewSilence = z
  .strictObject({ id: z.string().optional(), ...words, ...times })
  .refine(({ startsAtMs, endsAtMs }) => endsAtMs > startsAtMs, {
    path: ['endsAtMs'],
    message: 'it must end after its start',
  })
  .refine(({ matchers }) => !matchers.every(takesNothing), {
    path: ['matchers'],
    message: 'at least one matcher must ask for something: these are met by alerts without any of the labels',
  });
export type NewSilence = z.infer<typeof NewSilence>;

export type SilenceState = 'pending' | 'active' | 'expired';

/** Both ends belong to what they bound as Alertmanager has it: active from the start up to, and not at, the end. */
export function silenceState(
  { startsAtMs, endsAtMs }: Pick<Silence, 'startsAtMs' | 'endsAtMs'>,
  nowMs: number,
): SilenceState {
  if (nowMs < startsAtMs) return 'pending';
  return nowMs < endsAtMs ? 'active' : 'expired';
}

/** The silences that keep an alert of these labels quiet. */
export const silencesOf = (labels: Labels, silences: readonly Silence[], nowMs: number): Silence[] =>
  silences.filter((silence) => silenceState(silence, nowMs) === 'active' && compileMatchers(silence.matchers)(labels));

/**
 * What became of a message. `superseded`: a later one of its group said more; `dropped`: given up with its receiver.
 */
export const DeliveryState = z.enum(['waiting', 'delivered', 'failed', 'superseded', 'dropped']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** One message to one receiver, as the log of deliveries tells it. */
export const Delivery = z.object({
  id: z.number().int(),
  receiver: z.string(),
  /** Alertmanager's key of the group, `{}:{alertname="High latency"}`; empty for alerts that are forwarded. */
  groupKey: z.string(),
  groupLabels: Labels,
  isTest: z.boolean(),
  state: DeliveryState,
  createdAtMs: z.number(),
  finishedAtMs: z.number().nullable(),
  /** When it is tried next, while it waits. */
  dueAtMs: z.number(),
  attempts: z.number().int(),
  /** Why the last attempt did not succeed, or what was notable about the one that did. */
  note: z.string().nullable(),
  alertCount: z.number().int(),
  /** The first of them. */
  alerts: z.array(z.object({ status: z.enum(['firing', 'resolved']), labels: Labels })),
});
export type Delivery = z.infer<typeof Delivery>;

/** What became of a notice in a page: shown by the system, as a line in the page itself, or not. */
export const NoticeOutcome = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('system') }),
  z.strictObject({ how: z.literal('page') }),
  z.strictObject({ how: z.literal('none'), reason: z.string().max(300) }),
]);
export type NoticeOutcome = z.infer<typeof NoticeOutcome>;
