import { call, useConsoleEvents } from '../api/index.ts';
import { useToast } from '../controls/index.ts';
import { navigate, showNotice } from '../session/index.ts';

/** Shows what the monitor wants seen on the desktop, and tells it what became of that. */
export function useNotices(): void {
  const say = useToast();
  useConsoleEvents((event) => {
    if (event.type !== 'notice') return;
    const { id, notice, tag } = event;
    void showNotice(notice, { tag, onClick: () => navigate('/alerts'), sayInPage: (text) => say(text, 'warn') })
      .then((outcome) => call('noticeShown', { id, outcome }))
      // A monitor that is gone waits for no answer; it shows the notice again once it is back.
      .catch(() => {});
  });
}
