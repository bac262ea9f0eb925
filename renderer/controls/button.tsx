import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` is the one thing to do on a page; `plain` is everything else; `quiet` has no frame until pointed at. */
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  icon?: IconName;
  size?: 'md' | 'lg';
  /** Shows that the work it started is going on; the button keeps its focus but does nothing meanwhile. */
  busy?: boolean;
  children?: ReactNode;
}

/** A button with a text, an icon or both. One without a text needs an `aria-label`, which is shown as its tooltip. */
export function Button({ look = 'plain', icon, size = 'md', busy = false, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      title={children === undefined ? rest['aria-label'] : undefined}
      {...rest}
      className={`button ${look} ${size}${children === undefined ? ' icon-only' : ''} ${rest.className ?? ''}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : rest.onClick}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
