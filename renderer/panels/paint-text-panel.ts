import type { Panel } from '../../core/shared/index.ts';
import { type Box, type Brush, type ChartTheme, paintText, type Picture, textWidth } from '../drawing/index.ts';
import { markdownLines } from './markdown.ts';
import { textBlocks } from './text-blocks.ts';

const size = 13;
const lineHeight = 19;

/** A text panel as a card of a picture: its words, broken into lines. */
export const textPicture = (panel: Panel, theme: ChartTheme): Picture => ({
  title: panel.title ?? '',
  note: null,
  legend: null,
  paint: ({ brush }, box) => paintLines(brush, box, panel, theme),
});

function paintLines(brush: Brush, box: Box, panel: Panel, theme: ChartTheme): void {
  const most = Math.max(1, Math.floor(box.height / lineHeight));
  const lines = markdownLines(textBlocks(panel)).flatMap(({ text, weight }) =>
    broken(text, box.width, (part) => textWidth(brush, part, { size, weight, family: theme.font })).map((part) => ({
      part,
      weight,
    })),
  );
  lines.slice(0, most).forEach(({ part, weight }, i) => {
    const isCut = i === most - 1 && lines.length > most;
    const style = { size, weight, color: theme.text, family: theme.font, baseline: 'middle' as const };
    paintText(brush, isCut ? `${part} …` : part, { x: box.x, y: box.y + (i + 0.5) * lineHeight }, style, box.width);
  });
}

/** Broken between words where a line is full; a word longer than a line is cut when it is written. */
export function broken(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
