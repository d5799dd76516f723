import styles from './Button.module.css';

interface Props extends React.ComponentProps<'button'> {
  look?: 'primary' | 'plain' | 'ghost' | 'danger';
  size?: 's' | 'm' | 'l';
}

export function Button({ look = 'plain', size = 'm', className, type, ...rest }: Props) {
  return (
    <button
      type={type ?? 'button'}
      className={[styles.button, styles[look], styles[`size-${size}`], className].join(' ')}
      {...rest}
    />
  );
}
