import { useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { api, type ApiToken } from '../api/endpoints';
import { ago } from '../home/ago';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { showError } from '../ui/errors';
import { NewToken } from './NewToken';
import { Nothing, Row, Rows, Section } from './Section';

const KEY = ['tokens'];

/** What one's programs log in with. */
export function ApiTokens() {
  const client = useQueryClient();
  const [now] = useState(Date.now);
  const [revoking, setRevoking] = useState<ApiToken>();
  const { data } = useQuery({ queryKey: KEY, queryFn: api.tokens });
  const tokens = data?.items ?? [];
  const refresh = () => client.invalidateQueries({ queryKey: KEY });

  const revoke = async (token: ApiToken) => {
    try {
      await api.revokeToken(token.id);
      await refresh();
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Section
      title="API tokens"
      about="For your programs: they send one as Authorization: Bearer. None of them opens this page."
    >
      <NewToken onMade={refresh} />
      {data && tokens.length === 0 && <Nothing>No program of yours has a token yet.</Nothing>}
      <Rows>
        {tokens.map((token) => (
          <Row
            key={token.id}
            icon={<KeyRound size={17} />}
            title={token.name}
            detail={[
              token.power === 'read' ? 'reads' : 'reads and changes',
              token.usedAt === undefined
                ? 'never used'
                : `used ${ago(Date.parse(token.usedAt), now)}`,
              `until ${new Date(token.expiresAt).toLocaleDateString()}`,
            ].join(' · ')}
          >
            <Button size="s" onClick={() => setRevoking(token)}>
              Revoke
            </Button>
          </Row>
        ))}
      </Rows>
      {revoking && (
        <Confirm
          title={`Revoke “${revoking.name}”?`}
          detail="Programs that use it are refused at once."
          action="Revoke"
          onConfirm={() => void revoke(revoking)}
          onClose={() => setRevoking(undefined)}
        />
      )}
    </Section>
  );
}
