/**
 * Adam (Kingma and Ba, 2015) with its usual constants, over one flat array of parameters. Returns the step: it moves the
 * parameters against the gradient.
 */
export function createAdam(parameters: Float64Array, learningRate: number): (gradient: Float64Array) => void {
  const [decay1, decay2, epsilon] = [0.9, 0.999, 1e-8];
  const mean = new Float64Array(parameters.length);
  const square = new Float64Array(parameters.length);
  let step = 0;
  return (gradient) => {
    step += 1;
    const rate = learningRate / (1 - decay1 ** step);
    const correction = Math.sqrt(1 - decay2 ** step);
    for (let i = 0; i < parameters.length; i++) {
      const slope = gradient[i]!;
      mean[i] = decay1 * mean[i]! + (1 - decay1) * slope;
      square[i] = decay2 * square[i]! + (1 - decay2) * slope * slope;
      parameters[i] = parameters[i]! - (rate * mean[i]!) / (Math.sqrt(square[i]!) / correction + epsilon);
    }
  };
}
