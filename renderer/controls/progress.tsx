/** How far something is, 0 to 1. */
export function Progress({ value, label }: { value: number; label: string }) {
  return <progress className="progress" value={value} max={1} aria-label={label} />;
}

/** Work of unknown length. */
export function Spinner({ label }: { label: string }) {
  return (
    <output className="loading">
      <span className="spinner" aria-hidden="true" />
      {label}
    </output>
  );
}
