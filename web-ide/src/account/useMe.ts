import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, type User } from '../api/endpoints';
import { ApiError, type LoginWay } from '../api/http';
import { sweep } from '../kept/forget';
import { lastUser, rememberUser } from '../kept/lastUser';

export type Me =
  | { state: 'loading' }
  | { state: 'unknown'; ways: LoginWay[] }
  | { state: 'known'; user: User }
  | { state: 'failed'; error: Error; retry: () => void };

export const ME = ['me'];

export function useMe(): Me {
  const query = useQuery({
    queryKey: ME,
    queryFn: api.me,
    retry: (count, error) =>
      count < 2 && !(error instanceof ApiError && (error.status === 401 || error.isOffline)),
    staleTime: Infinity,
  });
  useEffect(() => {
    if (!query.data) return;
    rememberUser(query.data);
    void sweep(query.data.id);
  }, [query.data]);
  if (query.data) return { state: 'known', user: query.data };
  if (query.error instanceof ApiError && query.error.status === 401) {
    return { state: 'unknown', ways: query.error.login };
  }
  if (query.error) {
    // Without a connection the page is for whoever used it last: it holds nothing but what this browser keeps.
    const last = query.error instanceof ApiError && query.error.isOffline ? lastUser() : undefined;
    if (last) return { state: 'known', user: last };
    return { state: 'failed', error: query.error, retry: () => void query.refetch() };
  }
  return { state: 'loading' };
}

/** What login and logout have in common: everything that was asked before is asked anew. */
export function useForgetEverything(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.resetQueries();
}
