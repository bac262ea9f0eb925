import {
  builtInPlans,
  type LoadPlan,
  type LoadPayload,
  MAX_LOAD_REQUESTS,
  plannedMs,
  unreachable,
} from '../../../core/shared/index.ts';
import { spanText } from '../../session/index.ts';

const setNames = {
  test: 'the test picture',
  evaluation: 'evaluation pictures',
  lookalikes: 'look-alikes',
  restyled: 'restyled pictures',
} as const;

export function payloadText(payload: LoadPayload): string {
  switch (payload.kind) {
    case 'images':
      return setNames[payload.set];
    case 'folder':
      return `pictures of ${payload.path}`;
    case 'empty':
      return 'empty bodies {}';
    case 'undecodable':
      return 'undecodable images';
    case 'health':
      return 'health checks';
    default:
      return unreachable(payload);
  }
}

const orderNames: Record<LoadPlan['order']['kind'], string> = {
  'round-robin': 'in turn',
  'shuffled-once': 'shuffled, each once',
  'shuffled-loops': 'shuffled, over and over',
};

/** What a plan does, as names and texts. */
export function planFacts(plan: LoadPlan): { name: string; text: string }[] {
  const { target, mix, order, schedule, thresholds } = plan;
  const sends =
    mix.length === 1
      ? payloadText(mix[0]!.payload)
      : mix.map(({ weight, payload }) => `${weight} × ${payloadText(payload)}`).join(', ');
  return [
    { name: 'To', text: target.kind === 'service' ? `the service, ${target.path}` : `${target.method} ${target.url}` },
    { name: 'Sends', text: `${sends}, ${orderNames[order.kind]}` },
    { name: 'How', text: scheduleText(schedule) },
    { name: 'Takes', text: lengthText(plan) },
    { name: 'Passes', text: thresholdsText(thresholds) },
  ];
}

function scheduleText(schedule: LoadPlan['schedule']): string {
  if (schedule.kind === 'closed') {
    const most = Math.max(...schedule.stages.map(({ concurrency }) => concurrency));
    return most === 1 ? 'one after the other' : `up to ${most} at a time, each waiting for its answer`;
  }
  const most = Math.max(...schedule.stages.flatMap(({ fromPerSecond, toPerSecond }) => [fromPerSecond, toPerSecond]));
  const arrivals = schedule.arrivals === 'even' ? 'evenly' : 'as independent clients do';
  return `up to ${most} a second, ${arrivals}, whatever the target does`;
}

function lengthText({ schedule, untilStopped, maxRequests, order }: LoadPlan): string {
  const time = spanText(plannedMs(schedule));
  if (untilStopped) return `until stopped, at most ${time}`;
  if (order.kind === 'shuffled-once') return `until all are sent, at most ${time}`;
  return maxRequests < MAX_LOAD_REQUESTS ? `${maxRequests} requests, at most ${time}` : time;
}

function thresholdsText({
  p95BelowMs,
  p99BelowMs,
  errorShareBelow,
  ratePerSecondAbove,
}: LoadPlan['thresholds']): string {
  const parts = [
    p95BelowMs === undefined ? [] : [`p95 below ${p95BelowMs} ms`],
    p99BelowMs === undefined ? [] : [`p99 below ${p99BelowMs} ms`],
    errorShareBelow === undefined ? [] : [`errors below ${percent(errorShareBelow)}`],
    ratePerSecondAbove === undefined ? [] : [`more than ${ratePerSecondAbove} a second`],
  ].flat();
  return parts.length > 0 ? parts.join(', ') : 'no thresholds';
}

export const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

export interface PlanFamily {
  full: LoadPlan;
  short: LoadPlan | null;
  isOwn: boolean;
}

/** Plans as they are listed: each built-in one with its short variant, then the user's own. */
export function planFamilies(plans: readonly LoadPlan[], own: readonly string[]): PlanFamily[] {
  const called = (name: string) => plans.find((plan) => plan.name === name) ?? null;
  const isShort = ({ name }: LoadPlan) => name.endsWith('-short') && called(name.slice(0, -'-short'.length)) !== null;
  return plans
    .filter((plan) => own.includes(plan.name) || !isShort(plan))
    .map((full) => {
      const isOwn = own.includes(full.name);
      return { full, isOwn, short: isOwn ? null : called(`${full.name}-short`) };
    });
}

/** A name that no plan has yet, from a title: `My ramp` gives `my-ramp`, or `my-ramp-2`. */
export function freePlanName(title: string, taken: readonly string[]): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const base = (words ?? ['plan']).join('-').slice(0, 70);
  const isTaken = (name: string) => taken.includes(name) || builtInPlans.some((plan) => plan.name === name);
  if (!isTaken(base)) return base;
  for (let number = 2; ; number++) if (!isTaken(`${base}-${number}`)) return `${base}-${number}`;
}
