import {
  coordinatesOf,
  emptyMatrix,
  type Job,
  type Matrix,
  principalComponents,
  rowOf,
  type Row,
  SavedMatrix,
  packMatrix,
  takeRows,
  unpackMatrix,
} from '../../drift/index.ts';
import { z } from 'zod';
import { CodedError, type DriftSignal } from '../../shared/index.ts';
import { argmax } from '../softmax.ts';
import type { ReferenceData } from './reference-rows.ts';

/** What a detector is shown of a prediction, with whatever was learnt from the reference to work it out; plain JSON. */
export const SavedSignal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('features') }),
  z.strictObject({ kind: z.literal('principal-components'), mean: SavedMatrix, directions: SavedMatrix }),
  z.strictObject({ kind: z.literal('class-probabilities') }),
  z.strictObject({ kind: z.literal('confidence') }),
  /** Indices of the classes that are looked at. */
  z.strictObject({ kind: z.literal('predicted-class'), classes: z.array(z.int().nonnegative()).min(1) }),
  z.strictObject({ kind: z.literal('low-confidence'), below: z.number() }),
]);
export type SavedSignal = z.infer<typeof SavedSignal>;

/** Of one prediction. */
export interface Seen {
  features: Row;
  probabilities: Row;
}

export interface Signal {
  saved: SavedSignal;
  rowOf(seen: Seen): Row;
  /** What the numbers of a row are called; null where there is one, or too many for names. */
  names: readonly string[] | null;
}

/** Enough to see where a network's features go, few enough that each keeps a share of the false alarms allowed. */
const COMPONENTS = 5;
/** Directions are learnt from rows that are not compared later: rows look more alike along directions fitted to them. */
const FEWEST_TO_LEARN_FROM = 50;
const LOWER_QUARTILE = 0.25;

/** Works out what a signal needs of the reference, of which the rows `drawn` will be the detector's. Throws `bad_request`. */
export function* learnSignal(kind: DriftSignal, reference: ReferenceData, drawn: Int32Array): Job<SavedSignal> {
  if (kind === 'features' || kind === 'class-probabilities' || kind === 'confidence') return { kind };
  if (kind === 'principal-components') {
    const compared = new Set(drawn);
    const others = Int32Array.from({ length: reference.features.rows }, (_, i) => i).filter((i) => !compared.has(i));
    if (others.length < FEWEST_TO_LEARN_FROM)
      throw refused(
        `Principal components are learnt from the reference rows that are not drawn: at least ${FEWEST_TO_LEARN_FROM} must be left, and ${others.length} are. Draw fewer.`,
      );
    const { mean, directions } = yield* principalComponents(takeRows(reference.features, others), COMPONENTS);
    return {
      kind,
      mean: packMatrix({ rows: 1, cols: mean.length, data: mean }),
      directions: packMatrix(directions),
    };
  }
  const { probabilities } = reference;
  if (probabilities === null) throw lacksProbabilities();
  if (kind === 'low-confidence') {
    const sorted = Float64Array.from({ length: probabilities.rows }, (_, i) => largest(rowOf(probabilities, i))).sort();
    return { kind, below: sorted[Math.floor(LOWER_QUARTILE * sorted.length)]! };
  }
  // A class that no drawn row is of, or every one, has no rate to rise from: Fisher's test cannot be made for it.
  const counts = new Int32Array(probabilities.cols);
  for (const i of drawn) counts[argmax(rowOf(probabilities, i))]!++;
  const classes = Array.from(counts.keys()).filter((k) => counts[k]! > 0 && counts[k]! < drawn.length);
  if (classes.length === 0)
    throw refused('The reference rows drawn are all of one class: draw more, or watch something else.');
  return { kind, classes };
}

/** @param labels of the model's classes. */
export function openSignal(saved: SavedSignal, labels: readonly string[]): Signal {
  switch (saved.kind) {
    case 'features':
      return { saved, names: null, rowOf: ({ features }) => features };
    case 'principal-components': {
      const mean = Float64Array.from(unpackMatrix(saved.mean).data);
      const directions = unpackMatrix(saved.directions);
      const names = Array.from({ length: directions.rows }, (_, k) => `component ${k + 1}`);
      return { saved, names, rowOf: ({ features }) => coordinatesOf({ mean, directions }, features) };
    }
    case 'class-probabilities':
      return { saved, names: labels, rowOf: ({ probabilities }) => probabilities };
    case 'confidence':
      return { saved, names: null, rowOf: ({ probabilities }) => [largest(probabilities)] };
    case 'predicted-class': {
      const names = saved.classes.map((k) => labels[k] ?? `class ${k}`);
      const rowOf = ({ probabilities }: Seen) => {
        const predicted = argmax(probabilities);
        return saved.classes.map((k) => (k === predicted ? 1 : 0));
      };
      return { saved, names, rowOf };
    }
    case 'low-confidence':
      return { saved, names: null, rowOf: ({ probabilities }) => [largest(probabilities) < saved.below ? 1 : 0] };
  }
}

/** The drawn rows of the reference as the detector is shown them. Throws `bad_request` where the package lacks them. */
export function signalRows(signal: Signal, { features, probabilities }: ReferenceData, drawn: Int32Array): Matrix {
  if (signal.saved.kind === 'features') {
    const data = new Float32Array(drawn.length * features.cols);
    drawn.forEach((row, i) => data.set(rowOf(features, row), i * features.cols));
    return { rows: drawn.length, cols: features.cols, data };
  }
  if (probabilities === null && signal.saved.kind !== 'principal-components') throw lacksProbabilities();
  const rows = Array.from(drawn, (row) =>
    signal.rowOf({
      features: rowOf(features, row),
      probabilities: probabilities === null ? [] : rowOf(probabilities, row),
    }),
  );
  const matrix = emptyMatrix(rows.length, rows[0]!.length);
  rows.forEach((row, i) => matrix.data.set(row, i * matrix.cols));
  return matrix;
}

const largest = (values: Row): number => values[argmax(values)]!;

const refused = (reason: string) => new CodedError('bad_request', { reason });
const lacksProbabilities = () =>
  refused(
    'The model package has no reference probabilities (reference.probabilities in model.json), so what the model predicts cannot be compared with them. Watch its features: with MMD, LSDD, or with CvM on principal components.',
  );
