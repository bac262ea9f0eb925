import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { ConsoleEvent } from '../../core/shared/index.ts';
import { applyEvent } from './apply-event.ts';
import { EventFeed, type MonitorLink } from './event-feed.ts';

const feed = new EventFeed({ open: () => new EventSource('/api/console/events') });

/** Calls `handler` with every event of the monitor while the component is mounted. */
export function useConsoleEvents(handler: (event: ConsoleEvent) => void): void {
  const onEvent = useEffectEvent(handler);
  useEffect(() => feed.listen((event) => onEvent(event)), []);
}

/** Whether the monitor answers. */
export const useMonitorLink = (): MonitorLink =>
  useSyncExternalStore(
    (changed) => feed.watch(changed),
    () => feed.link,
  );

/** Keeps the query cache in step with the monitor; used once, by the frame. */
export function useLiveCache(): void {
  const client = useQueryClient();
  const link = useMonitorLink();
  useConsoleEvents((event) => applyEvent(client, event));
  useEffect(() => {
    // Whatever happened while nobody told us is learnt by asking for everything on screen again.
    if (link === 'open') void client.invalidateQueries();
  }, [client, link]);
}
