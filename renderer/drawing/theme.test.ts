import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { namedColor, withOpacity } from './named-color.ts';
import { type ChartTheme, chartTheme } from './theme.ts';

const tokensCss = readFileSync(new URL('../styles/tokens.css', import.meta.url), 'utf8');
const themes = (['dark', 'light'] as const).map(chartTheme);
const hues = ['green', 'yellow', 'red', 'blue', 'orange', 'purple'];
const shades = ['dark-', 'semi-dark-', '', 'light-', 'super-light-'];

/** The custom properties of the last rule whose selector names the theme. */
const tokensOf = ({ name }: ChartTheme): Map<string, string> => {
  const rule = tokensCss.slice(tokensCss.lastIndexOf(`:root[data-theme='${name}']`));
  const body = rule.slice(0, rule.indexOf('}'));
  return new Map([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, key, value]) => [key!, value!]));
};

const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
const luminance = (hex: string) => {
  const [r, g, b] = channels(hex).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
/** WCAG 2's contrast ratio. */
const contrast = (a: string, b: string) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
};

describe.each(themes)('the colours of charts, $name', (theme) => {
  it('are those of the console around them', () => {
    const tokens = tokensOf(theme);
    const ours = {
      '--surface-0': theme.page,
      '--surface-1': theme.surface,
      '--surface-3': theme.track,
      '--line': theme.line,
      '--text': theme.text,
      '--text-muted': theme.textMuted,
      '--text-faint': theme.textFaint,
      '--chart-grid': theme.grid,
      '--chart-axis': theme.axis,
      '--chart-crosshair': theme.crosshair,
      '--chart-band': theme.band,
      '--chart-band-line': theme.bandLine,
      ...Object.fromEntries(theme.palette.map((color, i) => [`--series-${i + 1}`, color])),
    };
    expect(ours).toEqual(Object.fromEntries(Object.keys(ours).map((token) => [token, tokens.get(token)])));
  });

  it('can be told from the panel behind them', () => {
    const faint = (colors: readonly string[], least: number) =>
      colors.filter((color) => contrast(color, theme.surface) < least);
    expect(faint(theme.palette, 3)).toEqual([]);
    expect(faint([theme.text, theme.textMuted, theme.textFaint, theme.axis], 4.5)).toEqual([]);
  });
});

// On dark, Grafana's darkest shades are kept as they are: whoever named one asked for it.
it("Grafana's named colours are deepened until they are seen on white", () => {
  const light = chartTheme('light');
  const named = hues.flatMap((hue) => shades.map((shade) => shade + hue));
  expect(named.filter((name) => contrast(namedColor(name, light), light.surface) < 3)).toEqual([]);
});

describe('a colour in a dashboard', () => {
  it('is a name of Grafana or anything CSS knows', () => {
    expect(namedColor('semi-dark-red', chartTheme('dark'))).toBe('#e02f44');
    expect(namedColor('red', chartTheme('dark'))).toBe('#f2495c');
    expect(namedColor('rgb(1, 2, 3)', chartTheme('dark'))).toBe('rgb(1, 2, 3)');
    expect(namedColor('#abcdef', chartTheme('light'))).toBe('#abcdef');
  });

  it('can be thinned', () => {
    expect(withOpacity('#ff8000', 0.25)).toBe('rgb(255 128 0 / 0.25)');
  });
});
