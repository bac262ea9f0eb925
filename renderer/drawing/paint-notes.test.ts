import { expect, it } from 'vitest';
import { noteMarks } from './paint-notes.ts';

it('notes are lines and spans on the axis, their texts ending where the next one stands', () => {
  const notes = [
    { fromMs: 0, toMs: 0, label: 'a moment', kind: 'note' as const },
    { fromMs: 10, toMs: 30, label: 'a span', kind: 'note' as const },
    { fromMs: 80, toMs: null, label: 'goes on', kind: 'note' as const },
  ];
  expect(noteMarks(notes, (timeMs) => timeMs * 2, 200)).toEqual([
    { left: 0, width: 1, isMoment: true, label: 'a moment', room: 20 },
    { left: 20, width: 40, isMoment: false, label: 'a span', room: 140 },
    { left: 160, width: 40, isMoment: false, label: 'goes on', room: 40 },
  ]);
});
