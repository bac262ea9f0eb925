import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { Labels } from '../../../../core/shared/index.ts';
import { fetchJson } from '../../../api/index.ts';

const Reply = z.object({ data: z.object({ alerts: z.array(z.object({ labels: Labels, state: z.string() })) }) });

/** Alerts that are pending or firing, from Prometheus's own API; undefined until it has answered. */
export function useActiveAlerts() {
  const { data } = useQuery({
    queryKey: ['active-alerts'],
    queryFn: async ({ signal }) => Reply.parse(await fetchJson('/api/v1/alerts', { signal })).data.alerts,
    refetchInterval: 10_000,
  });
  return data;
}
