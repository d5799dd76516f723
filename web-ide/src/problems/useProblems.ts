import { useQuery } from '@tanstack/react-query';
import { problemsApi, type Problem, type Progress } from '../api/problems';

export function useProblem(id: string | undefined): { problem?: Problem; error?: Error } {
  const { data, error } = useQuery({
    queryKey: ['problem', id],
    queryFn: () => problemsApi.problem(id ?? ''),
    enabled: id !== undefined,
    staleTime: Infinity,
  });
  return { ...(data && { problem: data }), ...(error && { error }) };
}

/** By problem; empty for whoever is not logged in. */
export function useProgress(loggedIn: boolean): ReadonlyMap<string, Progress> {
  const { data } = useQuery({
    queryKey: ['progress'],
    queryFn: problemsApi.progress,
    enabled: loggedIn,
  });
  return new Map(data?.items.map((each) => [each.problem, each]));
}
