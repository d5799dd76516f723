import { LogOut } from 'lucide-react';
import { useNavigate } from 'react-router';
import { api, type User } from '../api/endpoints';
import { Avatar } from '../ui/Avatar';
import { showError } from '../ui/errors';
import { Menu, MenuHeading, MenuItem, MenuLine } from '../ui/Menu';
import styles from './AccountMenu.module.css';
import { useForgetEverything } from './useMe';

export function AccountMenu({ user }: { user: User }) {
  const forget = useForgetEverything();
  const navigate = useNavigate();

  const logout = async () => {
    try {
      await api.logout();
      await navigate('/');
      await forget();
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Menu
      label="Account"
      trigger={
        <button type="button" className={styles.trigger} aria-label={`Account, ${user.name}`}>
          <Avatar name={user.name} color={user.color} />
        </button>
      }
    >
      <MenuHeading>
        Logged in as <strong>{user.name}</strong>
      </MenuHeading>
      <MenuLine />
      <MenuItem icon={<LogOut size={15} />} onSelect={logout}>
        Log out
      </MenuItem>
    </Menu>
  );
}
