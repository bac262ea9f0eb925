import { type ChartTheme, namedColor, paletteColor } from '../drawing/index.ts';
import { type AbsoluteStep, type Field, stepColor } from './field-config.ts';

interface Colored {
  /** The series's place in the panel's order of colours. */
  slot: number;
  /** The value thresholds judge; null when it has none. */
  value: number | null;
  steps: readonly AbsoluteStep[];
}

/**
 * The colour of a series. `fallbackMode` is what the panel type does when nobody chose: `palette-classic` for lines,
 * `thresholds` for figures and bars. Modes we do not draw yet fall back to the palette.
 */
export function seriesColor(
  { color }: Field,
  { slot, value, steps }: Colored,
  fallbackMode: 'palette-classic' | 'thresholds',
  theme: ChartTheme,
): string {
  const mode = color?.mode ?? fallbackMode;
  if ((mode === 'fixed' || mode === 'shades') && color?.fixedColor) return namedColor(color.fixedColor, theme);
  if (mode === 'thresholds') return namedColor(stepColor(steps, value ?? -Infinity), theme);
  return paletteColor(slot, theme);
}
