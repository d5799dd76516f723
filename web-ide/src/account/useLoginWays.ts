import { useQuery } from '@tanstack/react-query';
import { api } from '../api/endpoints';

/** The ways to log in here, asked for when they are wanted. */
export function useLoginWays(wanted = true) {
  return useQuery({ queryKey: ['ways'], queryFn: api.loginWays, enabled: wanted });
}
