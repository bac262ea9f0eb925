import { type JsonObject, isObject, numberAt, objectAt, objectsAt, present, textAt } from '../json-object.ts';
import { panelFromV2 } from './panel.ts';

const columns = 24;
/** Rows of 30 px of an automatic grid's heights. */
const autoHeights: Record<string, number> = { short: 5, standard: 9, tall: 14 };

/** The panels of a V2 layout on the classic grid of 24: rows become rows, tabs a row each, automatic grids columns. */
export function layOutV2(layout: JsonObject, elements: JsonObject, notices: string[]): JsonObject[] {
  const panels: JsonObject[] = [];
  const told = new Set<string>();
  const tell = (notice: string) => {
    if (!told.has(notice)) notices.push(notice);
    told.add(notice);
  };
  let nextId = 1 + Math.max(0, ...Object.values(elements).map((each) => (isObject(each) ? idOf(each) : 0)));

  const place = (item: JsonObject, gridPos: JsonObject) => {
    const spec = objectAt(item, 'spec');
    const element = elements[textAt(objectAt(spec, 'element'), 'name') ?? ''];
    if (!isObject(element)) return;
    if (spec['conditionalRendering'] !== undefined) tell('Panels that were shown on a condition are always shown.');
    const repeat = objectAt(spec, 'repeat');
    panels.push(
      present({
        ...panelFromV2(element),
        gridPos,
        repeat: textAt(repeat, 'value'),
        repeatDirection: textAt(repeat, 'direction'),
        maxPerRow: repeat['maxPerRow'],
      }),
    );
  };

  /** Puts a layout below `top`; returns where it ends. */
  function lay(one: JsonObject, top: number): number {
    const spec = objectAt(one, 'spec');
    switch (textAt(one, 'kind')) {
      case 'RowsLayout':
        return objectsAt(spec, 'rows').reduce((y, row) => section(row, y), top);
      case 'TabsLayout':
        tell('Tabs became rows, one below the other.');
        return objectsAt(spec, 'tabs').reduce((y, tab) => section(tab, y), top);
      case 'AutoGridLayout':
        return layAutomatically(spec, top);
      default:
        return objectsAt(spec, 'items').reduce((bottom, item) => layItem(item, top, bottom), top);
    }
  }

  function section(one: JsonObject, top: number): number {
    const spec = objectAt(one, 'spec');
    const isCollapsed = spec['collapse'] === true;
    const repeat = textAt(objectAt(spec, 'repeat'), 'value');
    const row = present({
      id: nextId++,
      type: 'row',
      title: textAt(spec, 'title') ?? '',
      collapsed: isCollapsed,
      gridPos: { x: 0, y: top, w: columns, h: 1 },
      panels: [],
      repeat,
    });
    panels.push(row);
    const first = panels.length;
    const bottom = lay(objectAt(spec, 'layout'), top + 1);
    // A collapsed row of the classic model holds its panels.
    if (isCollapsed) row['panels'] = panels.splice(first);
    return bottom;
  }

  function layItem(item: JsonObject, top: number, bottom: number): number {
    const spec = objectAt(item, 'spec');
    const y = top + (numberAt(spec, 'y') ?? 0);
    if (textAt(item, 'kind') === 'GridLayoutRow') {
      const inner = { kind: 'GridLayout', spec: { items: spec['elements'] } };
      return section(
        { spec: { title: spec['title'], collapse: spec['collapsed'], layout: inner } },
        Math.max(y, bottom),
      );
    }
    const h = numberAt(spec, 'height') ?? 8;
    place(item, { x: numberAt(spec, 'x') ?? 0, y, w: numberAt(spec, 'width') ?? 12, h });
    return Math.max(bottom, y + h);
  }

  function layAutomatically(spec: JsonObject, top: number): number {
    const across = Math.min(columns, Math.max(1, numberAt(spec, 'maxColumnCount') ?? 3));
    const w = Math.floor(columns / across);
    const h =
      autoHeights[textAt(spec, 'rowHeightMode') ?? 'standard'] ?? Math.ceil((numberAt(spec, 'rowHeight') ?? 320) / 38);
    const items = objectsAt(spec, 'items');
    items.forEach((item, i) => place(item, { x: (i % across) * w, y: top + Math.floor(i / across) * h, w, h }));
    return top + Math.ceil(items.length / across) * h;
  }

  lay(layout, 0);
  return panels;
}

const idOf = (element: JsonObject) => numberAt(objectAt(element, 'spec'), 'id') ?? 0;
