import type { LegendItem, LegendModel } from '../drawing/index.ts';

interface LegendProps {
  legend: LegendModel;
  /** `only` shows that series alone (or all again); otherwise it is added or taken away. */
  onToggle(key: string, only: boolean): void;
}

const hint = 'Click to show only this series, with Ctrl to add or hide it';

/** The names of the lines with their values; a click on one shows it alone. */
export function Legend({ legend, onToggle }: LegendProps) {
  const name = (item: LegendItem) => (
    <button
      type="button"
      className="legend-name"
      aria-pressed={!item.isHidden}
      title={`${item.name}\n${hint}`}
      onClick={(event) => onToggle(item.key, !(event.ctrlKey || event.metaKey || event.shiftKey))}
    >
      <span className="swatch" style={{ background: item.color }} />
      <span className="text">{item.name}</span>
    </button>
  );
  if (legend.mode === 'list') {
    return (
      <ul className={`legend as-list ${legend.placement}`} aria-label="Series">
        {legend.items.map((item) => (
          <li key={item.key} className={item.isHidden ? 'hidden-series' : undefined}>
            {name(item)}
            {item.values.map((value, i) => (
              <span key={legend.columns[i]} className="legend-value" title={legend.columns[i]}>
                {legend.columns.length > 1 && <span className="legend-calc">{legend.columns[i]} </span>}
                {value}
              </span>
            ))}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className={`legend as-table ${legend.placement}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Series</span>
            </th>
            {legend.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {legend.items.map((item) => (
            <tr key={item.key} className={item.isHidden ? 'hidden-series' : undefined}>
              <th scope="row">{name(item)}</th>
              {item.values.map((value, i) => (
                <td key={legend.columns[i]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
