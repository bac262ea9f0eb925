import type { Panel } from '../../core/shared/index.ts';
import { type Picture, roomOf, type Sheet } from '../drawing/index.ts';
import { momentText } from '../format/index.ts';
import { ALL } from './variables/read-variables.ts';
import type { ResolvedVariable } from './variables/resolve-variables.ts';
import { boxOf, gapPx, type Placed, rowPx } from './dashboard-layout.ts';

/** What made the picture, when, and of which choice of variables. */
export function sourceText(atMs: number, resolved: readonly ResolvedVariable[] = []): string {
  const chosen = resolved
    .filter(({ variable }) => !variable.isHidden)
    .map(({ variable, chosen }) => `${variable.label}: ${chosen[0] === ALL ? 'All' : chosen.join(' + ')}`);
  return [...chosen, `Telltale, ${momentText(atMs)}`].join(', ');
}

type Head = Pick<Sheet, 'title' | 'range' | 'source' | 'width'>;

/** A dashboard laid out as a picture of a given width; panels without a picture leave their place empty. */
export function sheetOf(head: Head, placed: readonly Placed[], pictureFor: (panel: Panel) => Picture | null): Sheet {
  const room = roomOf(head);
  const rows = Math.max(1, ...placed.map(({ y, h }) => y + h));
  return {
    ...head,
    height: rows * (rowPx + gapPx) - gapPx,
    items: placed.flatMap((each) => {
      const picture = each.panel.type === 'row' ? null : pictureFor(each.panel);
      return picture ? [{ picture, box: boxOf(each, room) }] : [];
    }),
    headings: placed
      .filter(({ panel }) => panel.type === 'row')
      .map((each) => ({ text: each.panel.title ?? '', y: boxOf(each, room).y })),
  };
}
