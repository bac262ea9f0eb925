import { useMemo, useState } from 'react';
import type { LoadRun, LoadTick } from '../../../core/shared/index.ts';
import {
  chartTheme,
  createHoverStore,
  HoverContext,
  type Span,
  TimeChart,
  type TimeChartModel,
} from '../../charts/index.ts';
import { Button } from '../../controls/index.ts';
import { useTheme } from '../../session/index.ts';
import { runChartModels } from './run-chart-models.ts';

const tooltip = { mode: 'multi', sort: 'none', hideZeros: false } as const;

/** The course of a run in two charts with one crosshair. Dragging over one looks closer at both. */
export function RunChart({ run, ticks }: { run: LoadRun; ticks: readonly LoadTick[] }) {
  const { theme } = useTheme();
  const [hover] = useState(createHoverStore);
  const [zoom, setZoom] = useState<Span | null>(null);
  const models = useMemo(() => runChartModels(run, ticks, chartTheme(theme)), [run, ticks, theme]);
  return (
    <HoverContext value={hover}>
      <div className="run-charts">
        <Course title="Per second" model={zoomed(models.throughput, zoom)} onZoom={setZoom} />
        <Course title="Latency seen by the clients" model={zoomed(models.latency, zoom)} onZoom={setZoom} />
      </div>
      {zoom && (
        <div className="actions">
          <Button icon="zoomOut" onClick={() => setZoom(null)}>
            Whole run
          </Button>
        </div>
      )}
    </HoverContext>
  );
}

const zoomed = (model: TimeChartModel, zoom: Span | null): TimeChartModel => (zoom ? { ...model, ...zoom } : model);

interface CourseProps {
  title: string;
  model: TimeChartModel;
  onZoom(span: Span): void;
}

function Course({ title, model, onZoom }: CourseProps) {
  return (
    <figure className="course">
      <figcaption>
        <h3>{title}</h3>
        <ul>
          {model.series.map(({ key, name, color }) => (
            <li key={key}>
              <span className="swatch" style={{ background: color }} />
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
      <div className="course-chart">
        <TimeChart model={model} label={title} tooltip={tooltip} onZoom={onZoom} />
      </div>
    </figure>
  );
}
