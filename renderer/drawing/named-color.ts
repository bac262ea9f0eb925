import type { ChartTheme, ThemeName } from './theme.ts';

/** Grafana's colour names, from `dark-` to `super-light-`, as its dark theme shows them. */
const onDark: Record<string, readonly [string, string, string, string, string]> = {
  green: ['#37872d', '#56a64b', '#73bf69', '#96d98d', '#c8f2c2'],
  yellow: ['#e0b400', '#f2cc0c', '#fade2a', '#ffee52', '#fff899'],
  red: ['#c4162a', '#e02f44', '#f2495c', '#ff7383', '#ffa6b0'],
  blue: ['#1f60c4', '#3274d9', '#5794f2', '#8ab8ff', '#c0d8ff'],
  orange: ['#fa6400', '#ff780a', '#ff9830', '#ffb357', '#ffcb7d'],
  purple: ['#8f3bb8', '#a352cc', '#b877d9', '#ca95e5', '#deb6f2'],
};

/** The same names on white, deepened until a thin line in them can be seen (3:1). */
const onLight: Record<string, readonly [string, string, string, string, string]> = {
  green: ['#1e5f22', '#2e7a33', '#3f9142', '#4a9b4d', '#569a58'],
  yellow: ['#7a5a00', '#967000', '#b8860b', '#b58a1a', '#b08d2e'],
  red: ['#931722', '#b4222f', '#cf2f3f', '#d94d5a', '#dc6470'],
  blue: ['#1b3f7d', '#24509a', '#2f6fd0', '#4680d6', '#5b8fda'],
  orange: ['#7d3607', '#a8490b', '#d9690f', '#d6741f', '#d1792e'],
  purple: ['#5f2f83', '#7540a0', '#8a4bb8', '#9a62c3', '#a876cd'],
};

const plain: Record<string, Record<ThemeName, string>> = {
  text: { dark: '#e2e8ee', light: '#16202a' },
  white: { dark: '#ffffff', light: '#ffffff' },
  black: { dark: '#000000', light: '#000000' },
  gray: { dark: '#93a1ae', light: '#5d6b78' },
};

const shades = ['dark-', 'semi-dark-', '', 'light-', 'super-light-'] as const;

/** The colour a dashboard names: one of Grafana's names (`semi-dark-red`), or anything CSS understands. */
export function namedColor(name: string, theme: ChartTheme): string {
  const known = plain[name]?.[theme.name];
  if (known) return known;
  const [, shade = '', hue = ''] = /^(super-light-|semi-dark-|light-|dark-)?(\w+)$/.exec(name) ?? [];
  const ladder = (theme.name === 'dark' ? onDark : onLight)[hue];
  return ladder?.[shades.indexOf(shade as (typeof shades)[number])] ?? name;
}

/** The colour of the nth series, in the order of Grafana's classic palette. */
export const paletteColor = (index: number, theme: ChartTheme): string => theme.palette[index % theme.palette.length]!;

/** `#rrggbb` with an opacity from 0 to 1; colours in another notation are given to CSS to mix. */
export function withOpacity(color: string, opacity: number): string {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(color);
  if (!hex) return `color-mix(in srgb, ${color} ${opacity * 100}%, transparent)`;
  const [red, green, blue] = hex.slice(1).map((digits) => Number.parseInt(digits, 16));
  return `rgb(${red} ${green} ${blue} / ${opacity})`;
}

/** Black or white, whichever is easier to read on a colour; white where its lightness is not known. */
export function readableOn(color: string): string {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(color);
  if (!hex) return '#ffffff';
  const [red, green, blue] = hex.slice(1).map((digits) => (Number.parseInt(digits, 16) / 255) ** 2.2);
  // Relative luminance; at 0.18 both have the same contrast (WCAG 2).
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! > 0.18 ? '#0d1115' : '#ffffff';
}
