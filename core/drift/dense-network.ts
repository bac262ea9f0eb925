import type { Row } from './matrix.ts';
import type { Random } from './random.ts';

/** Linear, ReLU, linear: the small network behind the trained detectors, with its gradient worked out by hand. */
export interface DenseNetwork {
  /** Weights and biases, in one array so that an optimiser can move them. */
  parameters: Float64Array;
  forward(row: Row): Activations;
  /** Adds to `gradient` what the loss, of the given slope at the output, gains by each parameter. */
  backward(row: Row, activations: Activations, outputSlope: Row, gradient: Float64Array): void;
}

export interface Activations {
  hidden: Float64Array;
  output: Float64Array;
}

/** @param parameters where to keep them: `parameterCount` numbers, filled with uniform draws within 1/sqrt(inputs). */
export function createDenseNetwork(
  [inputs, hidden, outputs]: readonly [number, number, number],
  parameters: Float64Array,
  random: Random,
): DenseNetwork {
  const biasesAt = inputs * hidden;
  const secondAt = biasesAt + hidden;
  const lastAt = secondAt + hidden * outputs;
  for (let i = 0; i < lastAt + outputs; i++) {
    const fanIn = i < secondAt ? inputs : hidden;
    parameters[i] = (2 * random.uniform() - 1) / Math.sqrt(fanIn);
  }

  return {
    parameters,
    forward: (row) => {
      const activations = { hidden: new Float64Array(hidden), output: new Float64Array(outputs) };
      for (let h = 0; h < hidden; h++) {
        let sum = parameters[biasesAt + h]!;
        for (let j = 0; j < inputs; j++) sum += parameters[h * inputs + j]! * row[j]!;
        activations.hidden[h] = Math.max(sum, 0);
      }
      for (let o = 0; o < outputs; o++) {
        let sum = parameters[lastAt + o]!;
        for (let h = 0; h < hidden; h++) sum += parameters[secondAt + o * hidden + h]! * activations.hidden[h]!;
        activations.output[o] = sum;
      }
      return activations;
    },
    backward: (row, activations, outputSlope, gradient) => {
      const add = (at: number, value: number) => {
        gradient[at] = gradient[at]! + value;
      };
      for (let o = 0; o < outputs; o++) {
        add(lastAt + o, outputSlope[o]!);
        for (let h = 0; h < hidden; h++) add(secondAt + o * hidden + h, outputSlope[o]! * activations.hidden[h]!);
      }
      for (let h = 0; h < hidden; h++) {
        if (activations.hidden[h] === 0) continue;
        let slope = 0;
        for (let o = 0; o < outputs; o++) slope += outputSlope[o]! * parameters[secondAt + o * hidden + h]!;
        add(biasesAt + h, slope);
        for (let j = 0; j < inputs; j++) add(h * inputs + j, slope * row[j]!);
      }
    },
  };
}

export const parameterCount = ([inputs, hidden, outputs]: readonly [number, number, number]): number =>
  (inputs + 1) * hidden + (hidden + 1) * outputs;
