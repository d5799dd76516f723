import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/endpoints';
import { Button } from '../ui/Button';
import { showError } from '../ui/errors';
import { providerIcon, providerName } from './loginWords';
import { ProviderIcon } from './ProviderIcon';
import { Row, Rows, Section } from './Section';
import { useLoginWays } from './useLoginWays';

const KEY = ['logins'];

/** The accounts elsewhere that log one in here. */
export function LinkedLogins() {
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: KEY, queryFn: api.logins });
  const ways = useLoginWays();
  const linked = data?.items ?? [];
  const others = ways.data?.items.filter((way) => way.kind === 'redirect') ?? [];

  const link = async (provider: string) => {
    try {
      globalThis.location.assign((await api.beginLink(provider)).location);
    } catch (error) {
      showError(error);
    }
  };

  const unlink = async (id: string) => {
    try {
      await api.unlink(id);
      await client.invalidateQueries({ queryKey: KEY });
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Section title="Logins" about="Each of these logs you in to this account.">
      <Rows>
        {linked.map((login) => (
          <Row
            key={login.id}
            icon={<ProviderIcon id={providerIcon(login.provider)} />}
            title={login.name ?? providerName(login.provider)}
            detail={login.label}
          >
            {linked.length > 1 && (
              <Button size="s" onClick={() => void unlink(login.id)}>
                Unlink
              </Button>
            )}
          </Row>
        ))}
        {others.map((way) => (
          <Row
            key={way.id}
            icon={<ProviderIcon id={way.id} />}
            title={way.name}
            detail="Link another account"
          >
            <Button size="s" onClick={() => void link(way.id)}>
              Link
            </Button>
          </Row>
        ))}
      </Rows>
    </Section>
  );
}
