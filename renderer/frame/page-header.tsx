import { type ReactNode, useEffect } from 'react';

/** The name of a page, a line about it, and what can be done with it as a whole. Names the window too. */
export function PageHeader({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Telltale`;
  }, [title]);
  return (
    <header className="page-header">
      <div className="page-title">
        <h1>{title}</h1>
        {note !== undefined && <p>{note}</p>}
      </div>
      <div className="page-actions">{children}</div>
    </header>
  );
}
