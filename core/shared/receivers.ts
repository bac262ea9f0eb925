import { z } from 'zod';
import { LabelMatcher } from './label-matcher.ts';

/** What a receiver is called; it stands in addresses and in what receivers are sent. */
export const ReceiverName = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u,
    'a name begins with a letter or digit and has at most 64 of them, or . - _',
  );

const HttpUrl = z
  .string()
  .trim()
  .max(2_000)
  .refine(isHttpUrl, 'an http or https address is needed, such as https://example.org/hook');
/** Goes into a header as it is. */
const HeaderText = z
  .string()
  .trim()
  .min(1)
  .max(4_000)
  .regex(/^[\x20-\x7e]*$/, 'only printable ASCII fits a header');
/** No display names, nothing that could end a header. */
const MailAddress = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/, 'an address such as name@example.org is needed');

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol) && new URL(text).hostname !== '';
}

const common = {
  enabled: z.boolean().default(true),
  /** Which alerts go to it; none: all of them. */
  matchers: z.array(LabelMatcher).max(20).default([]),
};
const grouped = { ...common, sendResolved: z.boolean().default(true) };
const slack = {
  kind: z.literal('slack'),
  ...grouped,
  channel: z.string().trim().min(1).max(80).nullable().default(null),
};
const email = {
  kind: z.literal('email'),
  ...grouped,
  host: z
    .string()
    .trim()
    .regex(/^[a-zA-Z0-9.:_-]{1,253}$/, 'the name or address of a mail server is needed'),
  port: z.number().int().min(1).max(65_535),
  /** `tls`: from the first byte (usually port 465). `starttls`: refused by us unless the server offers it (587). */
  security: z.enum(['tls', 'starttls', 'none']),
  username: z.string().min(1).max(320).nullable().default(null),
  from: MailAddress,
  to: z.array(MailAddress).min(1, 'at least one address is needed').max(20),
};
const webhook = { kind: z.literal('webhook'), ...grouped };
const desktop = { kind: z.literal('desktop'), ...grouped };
const alertmanager = { kind: z.literal('alertmanager'), ...common };

const password = z.string().min(1).max(1_000).nullable();
const authorization = HeaderText.nullable();

/** Who is told of alerts, with its secrets: as it is kept in a file that only its owner reads. */
export const Receiver = z.discriminatedUnion('kind', [
  z.strictObject({ name: ReceiverName, ...webhook, url: HttpUrl, authorization: authorization.default(null) }),
  z.strictObject({ name: ReceiverName, ...slack, url: HttpUrl }),
  z.strictObject({ name: ReceiverName, ...email, password: password.default(null) }),
  z.strictObject({ name: ReceiverName, ...desktop }),
  z.strictObject({ name: ReceiverName, ...alertmanager, url: HttpUrl, authorization: authorization.default(null) }),
]);
export type Receiver = z.infer<typeof Receiver>;
export type ReceiverKind = Receiver['kind'];
export type ReceiverOf<K extends ReceiverKind> = Extract<Receiver, { kind: K }>;

/** A receiver as a person sends it: a secret that is left out stays as it was, null removes it. */
export const ReceiverChange = z.discriminatedUnion('kind', [
  z.strictObject({ ...webhook, url: HttpUrl.optional(), authorization: authorization.optional() }),
  z.strictObject({ ...slack, url: HttpUrl.optional() }),
  z.strictObject({ ...email, password: password.optional() }),
  z.strictObject({ ...desktop }),
  z.strictObject({ ...alertmanager, url: HttpUrl.optional(), authorization: authorization.optional() }),
]);
export type ReceiverChange = z.infer<typeof ReceiverChange>;

/** How delivering to a receiver goes. */
const ReceiverHealth = z.object({
  waiting: z.number().int(),
  lastDeliveredAtMs: z.number().nullable(),
  /** Why the newest waiting or failed message has not arrived; null when the last one did. */
  lastError: z.string().nullable(),
});

const shown = {
  name: z.string(),
  /** What is seen of each secret it has, by field: enough to tell one from another. */
  hidden: z.record(z.string(), z.string()),
  health: ReceiverHealth,
};

/** A receiver as the page gets it: without its secrets. */
export const ReceiverView = z.discriminatedUnion('kind', [
  z.object({ ...webhook, ...shown }),
  z.object({ ...slack, ...shown }),
  z.object({ ...email, ...shown }),
  z.object({ ...desktop, ...shown }),
  z.object({ ...alertmanager, ...shown }),
]);
export type ReceiverView = z.infer<typeof ReceiverView>;
