import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { RouteName, RouteReply, RouteRequest } from '../../core/shared/index.ts';
import { ApiError, call } from './call.ts';

/** The key under which a call's reply is cached; a prefix of it finds every request of the route. */
export const keyOf = <R extends RouteName>(route: R, request: RouteRequest<R>) => [route, request] as const;

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      // A monitor that was started anew has a new token. The frame learns of it by the status it watches.
      onError: (error, { queryKey }) => {
        if (isLockedOut(error) && queryKey[0] !== 'status') void client.invalidateQueries({ queryKey: ['status'] });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        // What the server refused it will refuse again; only a missing answer is worth another try.
        retry: (failures, error) => failures < 2 && error instanceof ApiError && error.status === 0,
        retryDelay: 1_000,
        // Everything is on this machine: the browser's idea of being offline says nothing about it.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

/** Whether the monitor wants a token this page does not have. */
export const isLockedOut = (error: unknown): boolean => error instanceof ApiError && error.status === 401;

interface CallOptions {
  /** Ask again this often, in ms; rests while the window is hidden. */
  refetchMs?: number | null;
  enabled?: boolean;
}

/** One call of the route table as a cached query. The previous reply stays on screen until the next one is there. */
export function useCall<R extends RouteName>(route: R, request: RouteRequest<R>, options: CallOptions = {}) {
  return useQuery<RouteReply<R>, ApiError>({
    queryKey: keyOf(route, request),
    queryFn: ({ signal }) => call(route, request, { signal }),
    refetchInterval: options.refetchMs ?? false,
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
  });
}

/** One call that changes something; `forget` names the routes whose cached replies are out of date afterwards. */
export function useChange<R extends RouteName>(route: R, forget: readonly RouteName[] = []) {
  const client = useQueryClient();
  return useMutation<RouteReply<R>, ApiError, RouteRequest<R>>({
    mutationFn: (request) => call(route, request),
    onSuccess: () => Promise.all(forget.map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}
