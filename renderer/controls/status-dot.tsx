import type { ReactNode } from 'react';

export type Tone = 'ok' | 'warn' | 'bad' | 'idle';

/** A coloured dot beside a word that says the same: colour is never the only sign. */
export function StatusDot({ tone }: { tone: Tone }) {
  return <span className={`status-dot ${tone}`} aria-hidden="true" />;
}

/** A short word about the state of something. */
export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`badge ${tone}`}>
      <StatusDot tone={tone} />
      {children}
    </span>
  );
}
