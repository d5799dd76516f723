import { Monitor, Moon, Sun } from 'lucide-react';
import styles from './IconButton.module.css';
import { Menu, MenuChoice } from './Menu';
import { useStore } from './store';
import { isDark, themeChoice } from './theme';

export function ThemeMenu() {
  const choice = useStore(themeChoice);
  const dark = useStore(isDark);
  return (
    <Menu
      label="Theme"
      trigger={
        <button type="button" className={styles.button} aria-label="Theme" title="Theme">
          {dark ? <Moon size={16} /> : <Sun size={16} />}
        </button>
      }
    >
      <MenuChoice
        value={choice}
        onChange={(value) => themeChoice.set(value)}
        options={[
          { value: 'light', label: 'Light', icon: <Sun size={15} /> },
          { value: 'dark', label: 'Dark', icon: <Moon size={15} /> },
          { value: 'system', label: 'As the system', icon: <Monitor size={15} /> },
        ]}
      />
    </Menu>
  );
}
