import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { Dialog, Toggle } from '../controls/index.ts';
import { navigate, preference, shiftRange, useAddress, useTimeRange, withTime, zoomOut } from '../session/index.ts';
import { railPages } from './routes.ts';

const switchedOn = preference('shortcuts', ['on', 'off'], 'on');

const timeKeys = [
  { key: '[', text: 'Earlier by half the range' },
  { key: ']', text: 'Later by half the range' },
  { key: '-', text: 'Zoom out' },
  { key: 'r', text: 'Refresh now' },
] as const;

/** Keys of one control, which hears them itself; named here only. */
const editorKeys = [
  { key: 'Shift Enter', text: 'Run the queries, while writing one in Explore' },
  { key: 'Ctrl Space', text: 'Offer what may be written here, in Explore' },
] as const;

const listed = [
  ...railPages.map(({ key, name }) => ({ key, text: name })),
  ...timeKeys,
  { key: '?', text: 'This list' },
  ...editorKeys,
];

/** Whether a key press belongs to what has the focus, or to the browser, rather than to the page. */
export const isTaken = (event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>): boolean =>
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  (event.target instanceof Element &&
    event.target.closest('input, select, textarea, dialog, [contenteditable]') !== null);

/** Single keys for pages and time. They can be switched off, as speech input would trip over them. */
export function useShortcuts() {
  const [isOpen, setOpen] = useState(false);
  const on = useSyncExternalStore(switchedOn.watch, switchedOn.get) === 'on';
  const address = useAddress();
  const time = useTimeRange();

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!on || isTaken(event)) return;
    const page = railPages.find(({ key }) => key === event.key);
    const now = Date.now();
    if (page) navigate(withTime(page.path, address));
    else if (event.key === '?') setOpen(true);
    else if (event.key === 'r') time.refreshNow();
    else if (event.key === '[' || event.key === ']' || event.key === '-') {
      const next = event.key === '-' ? zoomOut(time, now) : shiftRange(time, event.key === '[' ? -1 : 1, now);
      time.setRange(next.from, next.to);
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);

  const dialog = (
    <Dialog title="Keyboard shortcuts" open={isOpen} onClose={() => setOpen(false)}>
      <dl className="shortcuts">
        {listed.map(({ key, text }) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((each) => (
                <kbd key={each}>{each}</kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Toggle checked={on} onChange={(next) => switchedOn.set(next ? 'on' : 'off')}>
        Single-key shortcuts
      </Toggle>
    </Dialog>
  );
  return { open: () => setOpen(true), dialog };
}
