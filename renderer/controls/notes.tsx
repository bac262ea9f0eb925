import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

interface EmptyStateProps {
  icon?: IconName;
  title: string;
  /** What to do to have something here. */
  children?: ReactNode;
  actions?: ReactNode;
}

/** Nothing to show yet: says why, and what would change that. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="empty-state">
      {icon && <Icon name={icon} size={28} />}
      <p className="empty-title">{title}</p>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className="actions">{actions}</div>}
    </div>
  );
}

/** An error where its result would have been. `message` is a sentence a person can act on. */
export function ErrorNote({ title, message, actions }: { title?: string; message: string; actions?: ReactNode }) {
  return (
    <div className="error-note" role="alert">
      <Icon name="warning" />
      <div>
        {title !== undefined && <p className="error-title">{title}</p>}
        <p>{message}</p>
        {actions}
      </div>
    </div>
  );
}
