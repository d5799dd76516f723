import { useQuery, useQueryClient } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, type User } from '../api/endpoints';
import { forgetUser } from '../kept/forget';
import { forgetLastUser } from '../kept/lastUser';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { showError } from '../ui/errors';
import { ago } from '../home/ago';
import { deviceName } from './deviceName';
import { Row, Rows, Section } from './Section';
import { useForgetEverything } from './useMe';

const KEY = ['devices'];
const SHOWN = 8;

/** Where one is logged in. */
export function Devices({ me }: { me: User }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const forget = useForgetEverything();
  const [now] = useState(Date.now);
  const [asking, setAsking] = useState(false);
  const [all, setAll] = useState(false);
  const { data } = useQuery({ queryKey: KEY, queryFn: api.devices });
  const devices = data?.items ?? [];

  const end = async (id: string) => {
    try {
      await api.endDevice(id);
      await client.invalidateQueries({ queryKey: KEY });
    } catch (error) {
      showError(error);
    }
  };

  const endAll = async () => {
    try {
      await api.logout(true);
      forgetLastUser();
      await forgetUser(me.id);
      await navigate('/');
      await forget();
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Section
      title="Devices"
      about="Where you are logged in. What is open there closes at once when you log it out."
      action={<Button onClick={() => setAsking(true)}>Log out everywhere</Button>}
    >
      <Rows>
        {devices.slice(0, all ? undefined : SHOWN).map((device) => (
          <Row
            key={device.id}
            icon={<MonitorSmartphone size={18} />}
            title={deviceName(device.label)}
            detail={device.current ? 'This device' : `Used ${ago(Date.parse(device.usedAt), now)}`}
          >
            {!device.current && (
              <Button size="s" onClick={() => void end(device.id)}>
                Log out
              </Button>
            )}
          </Row>
        ))}
      </Rows>
      {!all && devices.length > SHOWN && (
        <Button size="s" look="ghost" onClick={() => setAll(true)}>
          Show all {devices.length}
        </Button>
      )}
      {asking && (
        <Confirm
          title="Log out everywhere?"
          detail="On this device too. Tokens of programs stay; revoke them below."
          action="Log out everywhere"
          onConfirm={() => void endAll()}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
