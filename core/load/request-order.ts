import { type LoadOrder, seededOrder, seededRandom } from '../shared/index.ts';
import type { PreparedPart, PreparedRequest } from './requests.ts';

/** The next request of a run; null when each was sent that was to be sent once. */
export type NextRequest = () => PreparedRequest | null;

/** Draws the kind of each request by weight, and goes through the requests of that kind in the plan's order. */
export function createRequestOrder(parts: readonly PreparedPart[], order: LoadOrder): NextRequest {
  const sequences = parts.map(({ requests }, index) => sequenceOf(requests, { ...order, seed: order.seed + index }));
  if (sequences.length === 1) return sequences[0]!;
  const upTo = parts.map((_, last) => parts.slice(0, last + 1).reduce((sum, { weight }) => sum + weight, 0));
  const total = upTo.at(-1)!;
  const random = seededRandom(order.seed);
  return () => {
    const drawn = random() * total;
    return sequences[upTo.findIndex((limit) => drawn < limit)]!();
  };
}

function sequenceOf(requests: readonly PreparedRequest[], { kind, seed }: LoadOrder): NextRequest {
  const { length } = requests;
  const shuffled = (loop: number) => (kind === 'round-robin' ? null : seededOrder(length, seed + loop));
  let indices = shuffled(0);
  let sent = 0;
  return () => {
    if (kind === 'shuffled-once' && sent === length) return null;
    const place = sent % length;
    if (place === 0 && sent > 0) indices = shuffled(sent / length);
    sent++;
    return requests[indices?.[place] ?? place]!;
  };
}

/** How many requests a run can send by its order and its limit. */
export const mostRequests = (
  parts: readonly PreparedPart[],
  plan: { order: Pick<LoadOrder, 'kind'>; maxRequests: number },
): number =>
  plan.order.kind === 'shuffled-once' ? Math.min(plan.maxRequests, parts[0]!.requests.length) : plan.maxRequests;
