/** A bar from 0 to 1. Decoration: the number stands beside it in words. */
export function ShareBar({ share, tone = 'accent' }: { share: number; tone?: 'accent' | 'warn' | 'muted' }) {
  const width = `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;
  return (
    <span className="share-bar" aria-hidden="true">
      <span className={tone} style={{ width }} />
    </span>
  );
}
