import { LogOut, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, type User } from '../api/endpoints';
import { forgetUser, unsavedOf, type Unsaved } from '../kept/forget';
import { forgetLastUser } from '../kept/lastUser';
import { Avatar } from '../ui/Avatar';
import { Confirm } from '../ui/Confirm';
import { showError } from '../ui/errors';
import { Menu, MenuHeading, MenuItem, MenuLine } from '../ui/Menu';
import styles from './AccountMenu.module.css';
import { useForgetEverything } from './useMe';

export function AccountMenu({ user }: { user: User }) {
  const forget = useForgetEverything();
  const navigate = useNavigate();

  const [unsaved, setUnsaved] = useState<Unsaved>();

  const ask = async () => {
    const found = await unsavedOf(user.id);
    if (found.edits > 0) setUnsaved(found);
    else await logout();
  };

  const logout = async () => {
    try {
      await api.logout();
      forgetLastUser();
      await forgetUser(user.id);
      await navigate('/');
      await forget();
    } catch (error) {
      showError(error);
    }
  };

  return (
    <>
      <Menu
        label="Account"
        trigger={
          <button type="button" className={styles.trigger} aria-label={`Account, ${user.name}`}>
            <Avatar name={user.name} color={user.color} picture={user.avatar} />
          </button>
        }
      >
        <MenuHeading>
          Logged in as <strong>{user.name}</strong>
        </MenuHeading>
        <MenuLine />
        <MenuItem icon={<UserRound size={15} />} onSelect={() => void navigate('/account')}>
          Your account
        </MenuItem>
        <MenuItem icon={<LogOut size={15} />} onSelect={() => void ask()}>
          Log out
        </MenuItem>
      </Menu>
      {unsaved && (
        <Confirm
          title="Log out and lose edits?"
          detail={`${edits(unsaved.edits)} in ${sessions(unsaved.sessions)} have not reached the server yet. This browser forgets them when you log out.`}
          action="Log out"
          onConfirm={() => void logout()}
          onClose={() => setUnsaved(undefined)}
        />
      )}
    </>
  );
}

const edits = (count: number) => (count === 1 ? 'One edit' : `${count} edits`);
const sessions = (count: number) => (count === 1 ? 'one session' : `${count} sessions`);
