import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../api/endpoints';
import { NOW } from './moments';

const FIRST_PAGE: string | undefined = undefined;
const REFRESH_MS = 10_000;

/** The versions of a session, the newest first; what is written meanwhile comes along. */
export function useTimeline(session: string) {
  const query = useInfiniteQuery({
    queryKey: ['history', session],
    queryFn: ({ pageParam }) => api.history(session, pageParam),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
  });
  return { ...query, moments: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

/** Versions never change; the session does. */
const freshFor = (...versions: string[]) => (versions.includes(NOW) ? 0 : Infinity);

export function useChanges(session: string, version: string, since: string | undefined) {
  return useQuery({
    queryKey: ['changes', session, version, since],
    queryFn: () => api.changes(session, version, since ?? version),
    enabled: since !== undefined,
    staleTime: freshFor(version, since ?? ''),
  });
}

export function useFilesAt(session: string, version: string, wanted: boolean) {
  return useQuery({
    queryKey: ['version', session, version],
    queryFn: () => api.filesAt(session, version),
    enabled: wanted,
    staleTime: freshFor(version),
  });
}
