import { useQuery } from '@tanstack/react-query';
import { api, type Catalogue } from '../api/endpoints';

const WHILE_BUILDING_MS = 1500;
const OTHERWISE_MS = 30_000;

/** The languages and the sandbox's state, asked for more often while something is being built. */
export function useCatalogue(): Catalogue | undefined {
  const { data } = useQuery({
    queryKey: ['languages'],
    queryFn: api.languages,
    refetchInterval: ({ state }) =>
      state.data && busy(state.data) ? WHILE_BUILDING_MS : OTHERWISE_MS,
  });
  return data;
}

function busy({ items, sandbox }: Catalogue): boolean {
  return sandbox.state === 'starting' || items.some((language) => language.state === 'building');
}
