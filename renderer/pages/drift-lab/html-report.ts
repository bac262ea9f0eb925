import type { DriftSample } from '../../../core/shared/index.ts';
import { diamondPath, discPath, scaleFor, scatterModel } from '../scatter/index.ts';
import { mostShown, ranked } from './feature-table.tsx';
import { featureVerdicts, isDrift, type LabRun, levelOf, plainFields, shortNumber, streamFacts } from './lab-result.ts';
import { spreadPaths, spreadSize } from './spread.ts';
import { streamSamples } from './stream-samples.ts';
import type { Finished } from './use-lab-run.ts';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

const row = (cells: readonly string[], tag = 'td') =>
  `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;

const style = `body{font:14px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1a1f24}
table{border-collapse:collapse}td,th{padding:.25rem .75rem;border-bottom:1px solid #ccc;text-align:left}
pre{background:#f4f5f7;padding:1rem;overflow:auto;max-height:30rem}
.reference{fill:#4472b8}.sample{fill:#c97a1b}.regular{fill:#4472b8}.drifted{fill:#c8283c}
.threshold{fill:none;stroke:#667;stroke-dasharray:6 4}.grid{stroke:#ddd}text{font-size:11px;fill:#667}`;

/** The run as one HTML file that needs nothing else: facts, features or plot, and the whole result. */
export function toHtmlReport({ run, reference, sample }: Finished): string {
  const facts: [string, string][] = [
    ['Detector', run.detector],
    ['Reference', `${run.referenceName}, ${run.referenceRows} rows`],
    [run.mode === 'batch' ? 'Batch' : 'Stream', `${run.sampleName}, ${run.sampleRows} rows`],
    ...(run.pictures === null ? [] : [['Pictures compared by', run.pictures] as [string, string]]),
    ['Options', JSON.stringify(run.options)],
    ['When', new Date(run.atMs).toISOString()],
    ...(Array.isArray(run.result) ? streamFacts(run.result) : plainFields(run.result)),
  ];
  const names = reference.names ?? sample.names;
  const body = Array.isArray(run.result)
    ? `<h2>Statistic against threshold</h2>${plot(streamSamples(run.result, names), run)}`
    : table(run, { reference: reference.rows, sample: sample.rows }, names);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Drift report: ${escaped(run.detector)}</title>
<style>${style}</style>
</head><body><h1>${isDrift(run.result) ? 'Drift' : 'No drift'}</h1>
<table>${facts.map((fact) => row(fact.map(escaped))).join('')}</table>
${body}
<h2>Result</h2><pre>${escaped(JSON.stringify(run.result, null, 2))}</pre>
</body></html>
`;
}

function table(
  run: LabRun,
  rows: { reference: readonly number[][]; sample: readonly number[][] },
  names: readonly string[] | null,
): string {
  const features = Array.isArray(run.result) ? null : featureVerdicts(run.result, names, levelOf(run));
  if (features === null) return '';
  const heads = ['Feature', 'Reference and batch', 'Distance', 'p-value', 'Bonferroni', 'FDR', 'Drift'];
  const all = ranked(features);
  const flag = (is: boolean) => (is ? 'yes' : 'no');
  const lines = all.map(({ name, index, distance, pValue, bonferroni, fdr, isDrift }, i) => {
    const paths = i < mostShown ? spreadPaths(rows.reference, rows.sample, index) : null;
    const { width, height } = spreadSize;
    const spread = paths
      ? `<svg width="${width}" height="${height}"><path class="reference" d="${paths.reference}"/><path class="sample" d="${paths.sample}"/></svg>`
      : '';
    return row([
      escaped(name),
      spread,
      shortNumber(distance),
      shortNumber(pValue),
      flag(bonferroni),
      flag(fdr),
      flag(isDrift),
    ]);
  });
  return `<h2>By feature</h2><table>${row(heads, 'th')}${lines.join('')}</table>`;
}

function plot(samples: readonly DriftSample[], run: LabRun): string {
  const size = { width: 960, height: 320 };
  const model = scatterModel(samples, 'samples', size, scaleFor(run.detector));
  const { plot: frame } = model;
  const of = (drifted: boolean) => model.points.filter(({ sample }) => sample.isDrift === drifted);
  const grid = model.yTicks.map(
    ({ y, text }) =>
      `<line class="grid" x1="${frame.left}" x2="${frame.right}" y1="${y}" y2="${y}"/><text x="${frame.left - 8}" y="${y + 4}" text-anchor="end">${escaped(text)}</text>`,
  );
  const ticks = model.xTicks.map(
    ({ x, text }) => `<text x="${x}" y="${frame.bottom + 16}" text-anchor="middle">${escaped(text)}</text>`,
  );
  return `<svg width="${size.width}" height="${size.height}">${grid.join('')}${ticks.join('')}
<path class="threshold" d="${model.thresholdPath}"/>
<path class="regular" d="${of(false)
    .map((point) => discPath(point))
    .join('')}"/>
<path class="drifted" d="${of(true)
    .map((point) => diamondPath(point))
    .join('')}"/></svg>`;
}
