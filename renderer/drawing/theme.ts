/**
 * The colours a chart is drawn with, in both themes, as plain values: a canvas knows no CSS variables, and a capture
 * may be in the theme that is not on screen. A test holds them to styles/tokens.css.
 */
export type ThemeName = 'dark' | 'light';

export interface ChartTheme {
  name: ThemeName;
  page: string;
  surface: string;
  /** The unfilled part of a bar. */
  track: string;
  line: string;
  text: string;
  textMuted: string;
  textFaint: string;
  grid: string;
  axis: string;
  crosshair: string;
  band: string;
  bandLine: string;
  outage: string;
  outageLine: string;
  palette: readonly string[];
  font: string;
}

const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', sans-serif";

const dark: ChartTheme = {
  name: 'dark',
  page: '#0d1115',
  surface: '#141a20',
  track: '#28323c',
  line: '#232c35',
  text: '#e2e8ee',
  textMuted: '#a2afbc',
  textFaint: '#8593a0',
  grid: '#212a32',
  axis: '#8593a0',
  crosshair: '#93a1ae',
  band: 'rgb(76 196 182 / 10%)',
  bandLine: 'rgb(76 196 182 / 45%)',
  outage: 'rgb(255 114 119 / 14%)',
  outageLine: 'rgb(255 114 119 / 55%)',
  palette: [
    '#73bf69',
    '#f2cc0c',
    '#5794f2',
    '#ff9830',
    '#f2495c',
    '#b877d9',
    '#4cc4b6',
    '#e0b400',
    '#8ab8ff',
    '#fa6400',
    '#ff7eb6',
    '#93a1ae',
  ],
  font,
};

const light: ChartTheme = {
  name: 'light',
  page: '#f3f5f7',
  surface: '#ffffff',
  track: '#e1e7ec',
  line: '#dae0e6',
  text: '#16202a',
  textMuted: '#4a5866',
  textFaint: '#5f6c79',
  grid: '#e4e9ee',
  axis: '#5f6c79',
  crosshair: '#7b8893',
  band: 'rgb(11 118 109 / 9%)',
  bandLine: 'rgb(11 118 109 / 45%)',
  outage: 'rgb(192 34 46 / 9%)',
  outageLine: 'rgb(192 34 46 / 45%)',
  palette: [
    '#3f9142',
    '#b8860b',
    '#2f6fd0',
    '#d9690f',
    '#cf2f3f',
    '#8a4bb8',
    '#0b7f78',
    '#7a6a00',
    '#24509a',
    '#a8490b',
    '#b0307a',
    '#5d6b78',
  ],
  font,
};

export const chartTheme = (name: ThemeName): ChartTheme => (name === 'dark' ? dark : light);
