import type { Box } from '../drawing/index.ts';

/** Equal cells for a number of drawings, as near to `shape` (width by height) as the box allows. */
export function cellsIn(box: Box, count: number, shape: number, between = 8): Box[] {
  const across = Array.from({ length: Math.max(1, count) }, (_, i) => i + 1).reduce((best, columns) =>
    scoreOf(box, count, columns, shape) > scoreOf(box, count, best, shape) ? columns : best,
  );
  const down = Math.ceil(count / across);
  const width = (box.width - between * (across - 1)) / across;
  const height = (box.height - between * (down - 1)) / down;
  return Array.from({ length: count }, (_, i) => ({
    x: box.x + (i % across) * (width + between),
    y: box.y + Math.floor(i / across) * (height + between),
    width,
    height,
  }));
}

/** The width a drawing of that shape has in its cell. */
function scoreOf(box: Box, count: number, columns: number, shape: number): number {
  return Math.min(box.width / columns, (shape * box.height) / Math.ceil(count / columns));
}
