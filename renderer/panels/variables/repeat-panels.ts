import type { Panel } from '../../../core/shared/index.ts';
import { columns } from '../dashboard-layout.ts';
import { type ChosenValue, interpolate, interpolateTitle, type Variables } from '../interpolate.ts';
import { ALL } from './read-variables.ts';
import type { ResolvedVariable } from './resolve-variables.ts';

/** More copies than anybody can look at. */
const mostCopies = 60;

/**
 * The panels as they are drawn: those that repeat by a variable once for each value that is chosen, side by side or below
 * each other, rows with everything in them; titles with the values of variables.
 */
export function repeatPanels(
  panels: readonly Panel[],
  resolved: readonly ResolvedVariable[],
  variables: Variables,
): Panel[] {
  const copied = repeatRows(panels, resolved).flatMap((panel) => repeatPanel(panel, resolved));
  return copied.map((panel) => titled(panel, variables));
}

const hasNames = (text: unknown): text is string =>
  typeof text === 'string' && (text.includes('$') || text.includes('[['));

/** Titles, and what text panels say. A panel without any stays the very same. */
function titled(panel: Panel, variables: Variables): Panel {
  const content = panel.type === 'text' ? panel.options?.['content'] : undefined;
  if (!hasNames(panel.title) && !hasNames(content)) return panel;
  return {
    ...panel,
    ...(hasNames(panel.title) ? { title: interpolateTitle(panel.title, variables) } : {}),
    ...(hasNames(content) ? { options: { ...panel.options, content: interpolateTitle(content, variables) } } : {}),
  };
}

/** The values a panel repeats by; null where it does not. */
function valuesFor(
  panel: Panel,
  resolved: readonly ResolvedVariable[],
): { name: string; choices: ChosenValue[] } | null {
  const name = panel['repeat'];
  const found = resolved.find(({ variable }) => variable.name === name);
  if (typeof name !== 'string' || !found) return null;
  const { choices, chosen } = found;
  const shown = chosen[0] === ALL ? choices : choices.filter(({ value }) => chosen.includes(value));
  const one = ({ value, text }: { value: string; text: string }): ChosenValue => ({
    values: [value],
    texts: [text],
    isPattern: true,
    verbatim: null,
  });
  return { name, choices: shown.slice(0, mostCopies).map(one) };
}

/** A copy in which the variable has one value, whatever is chosen elsewhere. */
function withValue(panel: Panel, name: string, value: ChosenValue, id: number | undefined): Panel {
  const scope: Variables = new Map([[name, value]]);
  return {
    ...panel,
    // What repeats by another variable inside of a row goes on doing so.
    repeat: panel['repeat'] === name ? undefined : panel['repeat'],
    id,
    title: panel.title && interpolateTitle(panel.title, scope),
    targets: panel.targets?.map((target) => ({
      ...target,
      expr: interpolate(target.expr, scope),
      legendFormat: target.legendFormat && interpolateTitle(target.legendFormat, scope),
    })),
  };
}

/** Ids of copies: the original's and the copy's number, apart from all ids people give. */
const copyId = (panel: Panel, n: number) => (n === 0 ? panel.id : (panel.id ?? 0) * 1000 + n + 1_000_000);

function repeatPanel(panel: Panel, resolved: readonly ResolvedVariable[]): Panel[] {
  const found = panel.type === 'row' ? null : valuesFor(panel, resolved);
  if (!found || found.choices.length === 0) return [panel];
  const at = panel.gridPos ?? { x: 0, y: 0, w: 12, h: 8 };
  const isDown = panel['repeatDirection'] === 'v';
  const most = typeof panel['maxPerRow'] === 'number' ? panel['maxPerRow'] : 4;
  const across = Math.max(1, Math.min(found.choices.length, most));
  const w = isDown ? at.w : Math.floor(columns / across);
  return found.choices.map((value, n) => ({
    ...withValue(panel, found.name, value, copyId(panel, n)),
    gridPos: isDown
      ? { ...at, y: at.y + n * at.h }
      : { ...at, x: (n % across) * w, w, y: at.y + Math.floor(n / across) * at.h },
  }));
}

/** A row that repeats takes the panels after it along, up to the next row. */
function repeatRows(panels: readonly Panel[], resolved: readonly ResolvedVariable[]): Panel[] {
  const out: Panel[] = [];
  // What the copies added to the height of everything below.
  let shift = 0;
  const down = (panel: Panel, by: number): Panel =>
    panel.gridPos && by > 0 ? { ...panel, gridPos: { ...panel.gridPos, y: panel.gridPos.y + by } } : panel;
  for (let i = 0; i < panels.length;) {
    const panel = panels[i]!;
    const next = panels.findIndex((each, n) => n > i && each.type === 'row');
    const end = panel.type === 'row' ? (next < 0 ? panels.length : next) : i + 1;
    const group = panels.slice(i, end);
    const found = panel.type === 'row' ? valuesFor(panel, resolved) : null;
    if (!found || found.choices.length === 0) out.push(...group.map((each) => down(each, shift)));
    else {
      const top = panel.gridPos?.y ?? 0;
      const height = Math.max(...group.map(({ gridPos }) => (gridPos ? gridPos.y + gridPos.h : 0))) - top;
      found.choices.forEach((value, n) => {
        const copies = group.map((each) => withValue(each, found.name, value, copyId(each, n)));
        out.push(...copies.map((each) => down(inside(each, found.name, value, n), shift + n * height)));
      });
      shift += (found.choices.length - 1) * height;
    }
    i = end;
  }
  return out;
}

/** The panels a collapsed row holds. */
function inside(row: Panel, name: string, value: ChosenValue, n: number): Panel {
  const held = row['panels'];
  if (!Array.isArray(held) || held.length === 0) return row;
  return { ...row, panels: (held as Panel[]).map((panel) => withValue(panel, name, value, copyId(panel, n))) };
}
