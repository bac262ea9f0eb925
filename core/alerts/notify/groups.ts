import type { Labels, NotificationSettings } from '../../shared/index.ts';
import { isNews, type Told } from './dedup.ts';
import { groupKeyOf } from './group-message.ts';
import { isResolved, type KnownAlert } from './known-alert.ts';

/** What groups know of a receiver. */
export interface Route {
  receiver: string;
  matches(labels: Labels): boolean;
  sendResolved: boolean;
}

/** What each receiver was told of each group; outlives a restart. */
export interface ToldBook {
  get(receiver: string, groupKey: string): Told | null;
  set(receiver: string, groupKey: string, told: Told): void;
}

interface Group {
  route: Route;
  key: string;
  labels: Labels;
  alerts: Map<string, KnownAlert>;
  flushAtMs: number;
  wasFlushed: boolean;
}

/** A group that has something to tell: what, and to whom. */
export interface News {
  receiver: string;
  groupKey: string;
  groupLabels: Labels;
  alerts: KnownAlert[];
}

/** Takes news on its way; false when there is no room for it now. */
export type Tell = (news: News) => boolean;

export interface GroupsOptions {
  settings: NotificationSettings;
  routes: readonly Route[];
  told: ToldBook;
  isSilenced(labels: Labels, nowMs: number): boolean;
}

/**
 * Alerts in groups, one set of groups a receiver, with Alertmanager's timing: a new group waits for company, then tells
 * of changes at intervals. Time is passed in; nothing is sent from here.
 */
export function createGroups({ settings, routes, told, isSilenced }: GroupsOptions) {
  const { groupWaitMs, groupIntervalMs, repeatIntervalMs } = settings;
  const groups = new Map<string, Group>();
  const labelsFor = groupLabelsBy(settings.groupBy);

  function insertFor(route: Route, alert: KnownAlert, nowMs: number): void {
    const labels = labelsFor(alert.labels);
    const key = groupKeyOf(labels);
    const place = `${route.receiver}\n${key}`;
    const group: Group = groups.get(place) ?? {
      route,
      key,
      labels,
      alerts: new Map(),
      flushAtMs: nowMs + groupWaitMs,
      wasFlushed: false,
    };
    groups.set(place, group);
    group.alerts.set(alert.fingerprint, alert);
    // It has been firing for longer than a group waits: as after a restart, or for a receiver that is new.
    if (!group.wasFlushed && alert.startsAtMs + groupWaitMs < nowMs) group.flushAtMs = nowMs;
  }

  /**
   * Tells of one group, if it has news. `tell` is called first and may say no, or throw: nothing is taken as told then,
   * and the next interval tries again.
   */
  function flush(group: Group, nowMs: number, tell: Tell): void {
    group.wasFlushed = true;
    group.flushAtMs = nowMs + groupIntervalMs;
    const { route, key } = group;
    const { receiver, sendResolved } = route;
    const loud = [...group.alerts.values()].filter(({ labels }) => !isSilenced(labels, nowMs));
    const isOver = (alert: KnownAlert) => isResolved(alert, nowMs);
    const ids = (alerts: readonly KnownAlert[]) => alerts.map(({ fingerprint }) => fingerprint);
    const firing = loud.filter((alert) => !isOver(alert));
    const present = { firing: ids(firing), resolved: ids(loud.filter(isOver)) };
    if (isNews(told.get(receiver, key), present, { sendResolved, repeatIntervalMs, nowMs })) {
      const alerts = sendResolved ? loud : firing;
      if (alerts.length > 0 && !tell({ receiver, groupKey: key, groupLabels: group.labels, alerts })) return;
      told.set(receiver, key, { atMs: nowMs, ...present });
    }
    const over = ids([...group.alerts.values()].filter(isOver));
    forget(receiver, key, over);
    for (const id of over) group.alerts.delete(id);
  }

  /** What ended in silence was not told of; should it fire again once the silence is over, it is news. */
  function forget(receiver: string, key: string, over: readonly string[]): void {
    const last = told.get(receiver, key);
    if (!last?.firing.some((id) => over.includes(id))) return;
    told.set(receiver, key, { ...last, firing: last.firing.filter((id) => !over.includes(id)) });
  }

  return {
    insert(alert: KnownAlert, nowMs: number): void {
      for (const route of routes) if (route.matches(alert.labels)) insertFor(route, alert, nowMs);
    },
    /** Tells of what is due. Errors of `tell` are given to `failed`, and the next group goes on. */
    flushDue(nowMs: number, tell: Tell, failed: (error: unknown) => void): void {
      for (const [place, group] of groups) {
        if (group.flushAtMs > nowMs) continue;
        // An empty one has stayed for an interval, so that an alert that comes and goes is not told of more often.
        if (group.alerts.size === 0) {
          groups.delete(place);
          continue;
        }
        try {
          flush(group, nowMs, tell);
        } catch (error) {
          failed(error);
        }
      }
    },
    /** When the next group is due; Infinity when there is none. */
    dueAtMs(): number {
      let dueAtMs = Infinity;
      for (const { flushAtMs } of groups.values()) dueAtMs = Math.min(dueAtMs, flushAtMs);
      return dueAtMs;
    },
  };
}

export type Groups = ReturnType<typeof createGroups>;

/** The labels an alert is grouped by, as far as it has them. */
function groupLabelsBy(names: readonly string[]): (labels: Labels) => Labels {
  if (names.includes('...')) return (labels) => labels;
  const wanted = new Set(names);
  return (labels) => Object.fromEntries(Object.entries(labels).filter(([name]) => wanted.has(name)));
}
