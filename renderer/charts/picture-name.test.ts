import { expect, it } from 'vitest';
import { fitted } from '../drawing/index.ts';
import { pictureName } from './save-picture.ts';

it('a picture is named after what it shows and when', () => {
  const at = new Date(2026, 10, 20, 10, 30, 15).getTime();
  expect(pictureName(['Food11 request duration percentiles (ms)'], at)).toBe(
    'food11-request-duration-percentiles-ms-2026-11-20-103015.png',
  );
  expect(pictureName(['…'], at)).toBe('telltale-2026-11-20-103015.png');
});

it('a text that does not fit is cut with an ellipsis', () => {
  const widthOf = (text: string) => text.length;
  expect(fitted('prediction', 10, widthOf)).toBe('prediction');
  expect(fitted('prediction', 6, widthOf)).toBe('predi…');
  expect(fitted('prediction', 0, widthOf)).toBe('');
});
