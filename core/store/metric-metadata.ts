import type Database from 'better-sqlite3';
import { MetricMetadata } from '../shared/index.ts';

/** What `# TYPE`, `# HELP` and `# UNIT` said of each metric, the last word of any target. */
export class MetadataBook {
  private readonly known = new Map<string, MetricMetadata>();
  private readonly write: (entries: readonly [string, MetricMetadata][]) => void;

  constructor(db: Database) {
    const rows = db.prepare<{ metric: string }>('SELECT metric, type, help, unit FROM metric_metadata').all();
    for (const { metric, ...row } of rows) this.known.set(metric, MetricMetadata.parse(row));
    const put = db.prepare('INSERT OR REPLACE INTO metric_metadata (metric, type, help, unit) VALUES (?, ?, ?, ?)');
    this.write = db.transaction((entries: readonly [string, MetricMetadata][]) => {
      for (const [metric, { type, help, unit }] of entries) put.run(metric, type, help, unit);
    });
  }

  /** Takes what a scrape learnt; writes only what is news. */
  set(entries: Iterable<readonly [string, MetricMetadata]>): void {
    const news: [string, MetricMetadata][] = [];
    for (const [metric, { type, help, unit }] of entries) {
      const old = this.known.get(metric);
      if (old && old.type === type && old.help === help && old.unit === unit) continue;
      this.known.set(metric, { type, help, unit });
      news.push([metric, { type, help, unit }]);
    }
    if (news.length > 0) this.write(news);
  }

  all(): ReadonlyMap<string, MetricMetadata> {
    return this.known;
  }
}
