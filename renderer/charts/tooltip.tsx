import { useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { momentText } from '../format/index.ts';
import type { Band } from '../drawing/index.ts';
import type { TooltipRow } from './tooltip-rows.ts';

interface ChartTooltipProps {
  timeMs: number;
  rows: readonly TooltipRow[];
  bands: readonly Band[];
  at: { clientX: number; clientY: number };
}

const bandTones = {
  load: 'accent',
  outage: 'bad',
  drift: 'series-4',
  note: 'series-6',
  pending: 'warn',
  firing: 'bad',
  alert: 'bad',
} as const satisfies Record<Band['kind'], string>;

const gapPx = 14;

/** The values at one moment, beside the pointer: on its other side where the window ends. */
export function ChartTooltip({ timeMs, rows, bands, at }: ChartTooltipProps) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { offsetWidth: width, offsetHeight: height, style } = element.current!;
    const right = at.clientX + gapPx;
    const left = right + width > window.innerWidth - 8 ? at.clientX - gapPx - width : right;
    const top = Math.min(at.clientY + gapPx, window.innerHeight - height - 8);
    style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, top)}px)`;
  });
  return createPortal(
    <div ref={element} className="chart-tooltip" aria-hidden="true">
      <p className="chart-tooltip-time">{momentText(timeMs)}</p>
      {bands.map(({ kind, label, fromMs }) => (
        <p key={`${kind} ${fromMs} ${label}`} className="chart-tooltip-band">
          <span className="swatch band" style={{ background: `var(--${bandTones[kind]})` }} />
          {label}
        </p>
      ))}
      {rows.length === 0 && <p>No value here</p>}
      <table>
        <tbody>
          {rows.map(({ key, name, color, text, isNearest }) => (
            <tr key={key} className={isNearest && rows.length > 1 ? 'nearest' : undefined}>
              <td className="name">
                <span className="swatch" style={{ background: color }} /> {name}
              </td>
              <td className="value">{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  );
}
