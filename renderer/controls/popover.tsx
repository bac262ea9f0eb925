import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

interface PopoverProps {
  /** What stands on the button. */
  trigger: ReactNode;
  /** The accessible name of the panel. */
  label: string;
  /** The panel's content, made anew at each opening; `close` closes it. */
  children: (close: () => void) => ReactNode;
}

/**
 * A button with a panel below it. The browser's own popover: a click elsewhere or Escape closes it, and the focus
 * goes back to the button. The button is its anchor (styles/controls.css).
 */
export function Popover({ trigger, label, children }: PopoverProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const close = () => document.getElementById(id)?.hidePopover();
  return (
    <>
      <button type="button" className="button plain md" popoverTarget={id} aria-haspopup="dialog">
        {trigger}
      </button>
      <dialog
        popover="auto"
        id={id}
        className="popover"
        aria-label={label}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && <PopoverContent>{children(close)}</PopoverContent>}
      </dialog>
    </>
  );
}

/** Takes the focus to its first field as it appears. */
function PopoverContent({ children }: { children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => content.current?.querySelector<HTMLElement>('input, button')?.focus(), [content]);
  return <div ref={content}>{children}</div>;
}
