import type { DriftResult } from '../../../core/shared/index.ts';

/** What was asked and what came of it, as it is shown and saved. */
export interface LabRun {
  detector: string;
  referenceName: string;
  sampleName: string;
  referenceRows: number;
  sampleRows: number;
  options: Record<string, unknown>;
  atMs: number;
  result: DriftResult;
}

export interface FeatureVerdict {
  name: string;
  distance: number;
  pValue: number;
  isDrift: boolean;
}

const listOf = (value: unknown): unknown[] | null => (Array.isArray(value) ? value : null);

/** The verdict on each feature, where the test looks at features one by one; null where it looks at whole rows. */
export function featureVerdicts(result: DriftResult, names: readonly string[] | null): FeatureVerdict[] | null {
  const pValues = listOf(result['p_val']);
  const distances = listOf(result['distance']);
  if (!pValues || !distances) return null;
  const flags = listOf(result.is_drift);
  const thresholds = listOf(result['threshold']);
  return pValues.map((pValue, i) => {
    const threshold = Number(thresholds ? (thresholds[i] ?? thresholds[0]) : result['threshold']);
    return {
      name: names?.[i] ?? `feature ${i}`,
      distance: Number(distances[i]),
      pValue: Number(pValue),
      isDrift: flags ? flags[i] === 1 : Number(pValue) < threshold,
    };
  });
}

/** Whether the batch as a whole drifted: any feature does, where each has its own flag. */
export const isDrift = ({ is_drift: flag }: DriftResult): boolean =>
  Array.isArray(flag) ? flag.includes(1) : flag === 1;

/** Fields of the result that are one number or word each. */
export const plainFields = (result: DriftResult): [name: string, text: string][] =>
  Object.entries(result).flatMap(([name, value]) =>
    typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean'
      ? [[name, typeof value === 'number' ? shortNumber(value) : String(value)] as [string, string]]
      : [],
  );

export const shortNumber = (value: number): string =>
  Number.isInteger(value) ? String(value) : Number(value.toPrecision(5)).toString();

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** The run as one HTML file that needs nothing else. */
export function toHtmlReport(run: LabRun, features: readonly FeatureVerdict[] | null): string {
  const row = (cells: readonly string[], tag = 'td') =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const facts: [string, string][] = [
    ['Detector', run.detector],
    ['Reference', `${run.referenceName}, ${run.referenceRows} rows`],
    ['Batch', `${run.sampleName}, ${run.sampleRows} rows`],
    ['Options', JSON.stringify(run.options)],
    ['When', new Date(run.atMs).toISOString()],
    ...plainFields(run.result),
  ];
  const table = features
    ? `<h2>By feature</h2><table>${row(['Feature', 'Distance', 'p-value', 'Drift'], 'th')}${features
        .map(({ name, distance, pValue, isDrift }) =>
          row([name, shortNumber(distance), shortNumber(pValue), isDrift ? 'yes' : 'no']),
        )
        .join('')}</table>`
    : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Drift report: ${escaped(run.detector)}</title>
<style>body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{padding:.25rem .75rem;border-bottom:1px solid #ccc;text-align:left}</style>
</head><body><h1>${isDrift(run.result) ? 'Drift' : 'No drift'}</h1>
<table>${facts.map((fact) => row(fact)).join('')}</table>
${table}
<h2>Result</h2><pre>${escaped(JSON.stringify(run.result, null, 2))}</pre>
</body></html>
`;
}
