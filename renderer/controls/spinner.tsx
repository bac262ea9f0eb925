/** Work of unknown length. */
export function Spinner({ label }: { label: string }) {
  return (
    <output className="loading">
      <span className="spinner" aria-hidden="true" />
      {label}
    </output>
  );
}
