import { Tooltip } from 'radix-ui';
import styles from './Tip.module.css';

interface Props {
  label: string;
  keys?: string;
  children: React.ReactNode;
}

export function Tip({ label, keys, children }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} sideOffset={6} collisionPadding={8}>
          {label}
          {keys !== undefined && <kbd>{keys}</kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
