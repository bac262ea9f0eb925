import { Link } from '../../controls/index.ts';
import { formatValue } from '../../format/index.ts';
import { Card } from '../card.tsx';
import { ShareBar } from '../share-bar.tsx';

interface CountCardProps {
  title: string;
  counts: readonly { name: string; value: number }[];
  /** What a full bar stands for. */
  of: number;
  /** The query that shows more of one of them. */
  explore(name: string): string;
}

/** The largest of one kind, each a way into Explore. */
export function CountCard({ title, counts, of, explore }: CountCardProps) {
  return (
    <Card title={title} className="count-card">
      {counts.length === 0 && <p className="muted">Nothing is stored yet.</p>}
      <ol>
        {counts.map(({ name, value }) => (
          <li key={name}>
            <Link href={`/explore?tab=table&expr=${encodeURIComponent(explore(name))}`} title={`Explore ${name}`}>
              {name}
            </Link>
            <span className="number">{formatValue(value, 'none', 0)}</span>
            <ShareBar share={of > 0 ? Math.min(1, value / of) : 0} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
