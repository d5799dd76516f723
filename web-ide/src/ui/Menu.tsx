import { DropdownMenu } from 'radix-ui';
import { Check } from 'lucide-react';
import { useId } from 'react';
import styles from './Menu.module.css';

interface MenuProps {
  trigger: React.ReactNode;
  children: React.ReactNode;
  align?: 'start' | 'end';
  label?: string;
}

export function Menu({ trigger, children, align = 'end', label }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.menu}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          {...(label !== undefined && { 'aria-label': label })}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface ItemProps {
  icon?: React.ReactNode;
  /** What comes of it, in a line below. */
  detail?: string;
  hint?: React.ReactNode;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: React.ReactNode;
}

export function MenuItem({
  icon,
  detail,
  hint,
  danger = false,
  disabled = false,
  onSelect,
  children,
}: ItemProps) {
  const id = useId();
  return (
    <DropdownMenu.Item
      className={styles.item}
      // Named by its words alone: the detail describes it.
      {...(detail !== undefined && { 'aria-labelledby': `${id}w`, 'aria-describedby': `${id}d` })}
      data-danger={danger}
      disabled={disabled}
      onSelect={onSelect}
    >
      <span className={styles.icon}>{icon}</span>
      <span className={styles.words}>
        <span id={`${id}w`}>{children}</span>
        {detail !== undefined && (
          <span id={`${id}d`} className={styles.detail}>
            {detail}
          </span>
        )}
      </span>
      {hint !== undefined && <span className={styles.hint}>{hint}</span>}
    </DropdownMenu.Item>
  );
}

interface ChoiceProps<T extends string> {
  value: T;
  options: readonly {
    value: T;
    label: string;
    detail?: string | undefined;
    icon?: React.ReactNode;
    hint?: React.ReactNode;
  }[];
  onChange: (value: T) => void;
}

export function MenuChoice<T extends string>({ value, options, onChange }: ChoiceProps<T>) {
  return (
    <DropdownMenu.RadioGroup
      value={value}
      onValueChange={(chosen) => {
        const option = options.find((each) => each.value === chosen);
        if (option) onChange(option.value);
      }}
    >
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          className={styles.item}
          textValue={option.label}
        >
          <span className={styles.icon}>{option.icon}</span>
          <span className={styles.words}>
            {option.label}
            {option.detail !== undefined && <span className={styles.detail}>{option.detail}</span>}
          </span>
          {option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}
          <span className={styles.check}>
            <DropdownMenu.ItemIndicator>
              <Check size={14} />
            </DropdownMenu.ItemIndicator>
          </span>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuHeading({ children }: { children: React.ReactNode }) {
  return <DropdownMenu.Label className={styles.heading}>{children}</DropdownMenu.Label>;
}

export function MenuLine() {
  return <DropdownMenu.Separator className={styles.line} />;
}
