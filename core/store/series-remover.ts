import type Database from 'better-sqlite3';
import type { Series, SeriesIndex } from './series-index.ts';

/** Key under which the file counts removals: readers of the file load their index anew when it changes. */
export const REMOVALS = 'series-removals';

/** Removes series that hold no samples any more, and label pairs that no series uses any more. */
export class SeriesRemover {
  private readonly index: SeriesIndex;
  private readonly statements;

  constructor(db: Database, index: SeriesIndex) {
    this.index = index;
    this.statements = {
      series: db.prepare('DELETE FROM series WHERE id = ?'),
      head: db.prepare('DELETE FROM head WHERE series_id = ?'),
      pair: db.prepare('DELETE FROM label_pair WHERE id = ?'),
      count: db.prepare(
        `INSERT INTO internal (key, value) VALUES ('${REMOVALS}', '1')
         ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)`,
      ),
    };
  }

  /** To be called in `commit`. */
  remove(gone: readonly Series[]): void {
    if (gone.length === 0) return;
    for (const series of gone) {
      this.statements.series.run(series.id);
      this.statements.head.run(series.id);
      series.dirtySince = 0;
    }
    for (const pair of this.index.remove(gone)) this.statements.pair.run(pair);
    this.statements.count.run();
  }
}
