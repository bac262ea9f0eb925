import { useContext, useEffect, useId } from 'react';
import type { Panel } from '../../core/shared/index.ts';
import { notDrawnNote } from './panel-picture.ts';
import { SurroundingsContext } from './surroundings.ts';

/** A panel of a kind that is not drawn yet: it keeps its place and says so. */
export function PlaceholderPanel({ panel }: { panel: Panel }) {
  const id = useId();
  const { pictures } = useContext(SurroundingsContext);
  const title = panel.title || panel.type;
  const note = notDrawnNote(panel);
  useEffect(
    () => pictures?.put(panel, () => ({ title, note, legend: null, paint: () => {} })),
    [pictures, panel, title, note],
  );
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
      </header>
      <div className="panel-body">
        <div className="panel-note">
          <p>{note}</p>
          <p className="faint">It is kept as it is in the dashboard, and will open in Grafana.</p>
        </div>
      </div>
    </section>
  );
}
