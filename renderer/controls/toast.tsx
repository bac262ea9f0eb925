import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import type { Tone } from './status-dot.tsx';

interface Toast {
  id: number;
  text: string;
  tone: Tone;
}

type Say = (text: string, tone?: Tone) => void;

const ToastContext = createContext<Say>(() => {});
const shownMs = 5_000;

/** Holds the short messages that come and go at the foot of the window. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const say = useCallback<Say>((text, tone = 'ok') => {
    setToasts((all) => [...all.slice(-2), { id: (all.at(-1)?.id ?? 0) + 1, text, tone }]);
  }, []);
  return (
    <ToastContext value={say}>
      {children}
      <output className="toasts">
        {toasts.map((toast) => (
          <ToastLine key={toast.id} toast={toast} onDismiss={dismiss} />
        ))}
      </output>
    </ToastContext>
  );
}

function ToastLine({ toast, onDismiss }: { toast: Toast; onDismiss(id: number): void }) {
  useEffect(() => {
    const timer = setTimeout(() => onDismiss(toast.id), shownMs);
    return () => clearTimeout(timer);
  }, [toast.id, onDismiss]);
  return (
    <span className={`toast ${toast.tone}`}>
      {toast.text}
      <Button look="quiet" icon="close" aria-label="Dismiss" onClick={() => onDismiss(toast.id)} />
    </span>
  );
}

/** Says something briefly: `say('Copied')`, `say('Could not start the run: …', 'bad')`. */
export const useToast = (): Say => useContext(ToastContext);
