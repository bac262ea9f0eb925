import type { DriftResult } from '../../../core/shared/index.ts';
import type { LabMode } from './lab-detectors.ts';
import type { PictureView } from './lab-source.ts';

/** What was asked and what came of it, as it is shown and saved. */
export interface LabRun {
  mode: LabMode;
  detector: string;
  referenceName: string;
  sampleName: string;
  referenceRows: number;
  sampleRows: number;
  /** What of the model's outputs was compared, where pictures were; null where numbers were. */
  pictures: PictureView | null;
  options: Record<string, unknown>;
  atMs: number;
  /** Of a stream, one for each row. */
  result: DriftResult | DriftResult[];
}

export interface FeatureVerdict {
  name: string;
  distance: number;
  pValue: number;
  /** By the correction that was asked for. */
  isDrift: boolean;
  /** By either correction, whichever was asked for. */
  bonferroni: boolean;
  fdr: boolean;
}

const listOf = (value: unknown): unknown[] | null => (Array.isArray(value) ? value : null);

/**
 * The verdict on each feature, where the test looks at features one by one; null where it looks at whole rows.
 * @param level the p-value asked for; of F features, Bonferroni flags p < level / F, and FDR (Benjamini and Hochberg) the
 * smallest i p-values for the largest i with p_(i) < level i / F.
 */
export function featureVerdicts(
  result: DriftResult,
  names: readonly string[] | null,
  level: number,
): FeatureVerdict[] | null {
  const pValues = listOf(result['p_val'])?.map(Number);
  const distances = listOf(result['distance']);
  if (!pValues || !distances) return null;
  const flags = listOf(result.is_drift);
  const thresholds = listOf(result['threshold']);
  const count = pValues.length;
  const sorted = pValues.filter((p) => !Number.isNaN(p)).sort((a, b) => a - b);
  const last = sorted.findLastIndex((p, i) => p < (level * (i + 1)) / count);
  const limit = last < 0 ? -1 : sorted[last]!;
  return pValues.map((pValue, i) => {
    const threshold = Number(thresholds ? (thresholds[i] ?? thresholds[0]) : result['threshold']);
    return {
      name: names?.[i] ?? `feature ${i}`,
      distance: Number(distances[i]),
      pValue,
      isDrift: flags ? flags[i] === 1 : pValue < threshold,
      bonferroni: pValue < level / count,
      fdr: pValue <= limit,
    };
  });
}

/** The p-value a run asked for; the library's default where it did not say. */
export const levelOf = ({ options }: Pick<LabRun, 'options'>): number =>
  typeof options['p_val'] === 'number' ? options['p_val'] : 0.05;

/** Whether the batch as a whole drifted: any feature does, where each has its own flag; or any row of a stream. */
export const isDrift = (result: DriftResult | readonly DriftResult[]): boolean => {
  if (Array.isArray(result)) return result.some((each: DriftResult) => isDrift(each));
  const flag = (result as DriftResult).is_drift;
  return Array.isArray(flag) ? flag.includes(1) : flag === 1;
};

/** Fields of the result that are one number or word each. */
export const plainFields = (result: DriftResult): [name: string, text: string][] =>
  Object.entries(result).flatMap(([name, value]) =>
    typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean'
      ? [[name, typeof value === 'number' ? shortNumber(value) : String(value)] as [string, string]]
      : [],
  );

/** What a stream came to, in a few facts. */
export function streamFacts(results: readonly DriftResult[]): [name: string, text: string][] {
  const flags = results.map((each) => isDrift(each));
  const first = flags.indexOf(true);
  const episodes = flags.filter((flag, i) => flag && !flags[i - 1]).length;
  return [
    ['rows', String(results.length)],
    ['flagged', String(flags.filter(Boolean).length)],
    ['episodes', String(episodes)],
    ['first flagged', first < 0 ? 'none' : `row ${first + 1}`],
    ['ert', shortNumber(Number(results[0]?.['ert']))],
  ];
}

export const shortNumber = (value: number): string =>
  Number.isInteger(value) ? String(value) : Number(value.toPrecision(5)).toString();
