import { ChevronDown } from 'lucide-react';
import { Button } from './Button';
import { Menu, MenuChoice } from './Menu';

interface Props<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string; detail?: string | undefined }[];
  disabled?: boolean;
  onChange: (value: T) => void;
}

/** One of a few, chosen from a menu. */
export function Choice<T extends string>({ label, value, options, disabled, onChange }: Props<T>) {
  const chosen = options.find((option) => option.value === value)?.label ?? value;
  return (
    <Menu
      label={label}
      trigger={
        <Button size="s" disabled={disabled} aria-label={`${label}, ${chosen}`}>
          {chosen}
          <ChevronDown size={13} />
        </Button>
      }
    >
      <MenuChoice value={value} options={options} onChange={onChange} />
    </Menu>
  );
}
