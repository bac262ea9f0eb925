import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelManifest, ModelPackage } from '../models/index.ts';
import { CodedError, reasonOf } from '../shared/index.ts';
import { createPixelWriter } from './pixels-to-tensor.ts';

export interface ModelSession {
  /** One forward pass over RGB pixels of the model's input size. `features` is the caller's own copy. */
  run(pixels: Uint8Array): Promise<{ logits: Float32Array; features: Float32Array<ArrayBuffer> }>;
  close(): Promise<void>;
}

/**
 * Opens the ONNX file on one CPU thread (the pool has a session per core), holds its signature against the manifest
 * and runs it once on black, which warms it up and shows the true shapes of its outputs.
 *
 * Throws `bad_model_package` naming what does not fit. Calls of `run` must not overlap: the input tensor is reused.
 */
export async function openModelSession({ dir, manifest, modelPath }: ModelPackage): Promise<ModelSession> {
  const fail = (reason: string, cause?: unknown) =>
    new CodedError('bad_model_package', { path: dir, reason }, { cause });
  const session = await InferenceSession.create(modelPath, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // Fatal only: what fails is thrown, and the pool's owner decides what to log.
    logSeverityLevel: 4,
  }).catch((error: unknown) => {
    throw fail(`file: ONNX Runtime cannot open ${manifest.file}: ${reasonOf(error)}`, error);
  });

  const { input, outputs } = manifest;
  const mismatch = signatureMismatch(session, manifest);
  if (mismatch !== null) throw fail(mismatch);

  const shape = [1, 3, input.height, input.width];
  const tensor = new Tensor('float32', new Float32Array(3 * input.height * input.width), shape);
  const writePixels = createPixelWriter(input);
  const feeds = { [input.name]: tensor };
  const fetches = [outputs.logits, outputs.features];

  const run = async (pixels: Uint8Array) => {
    writePixels(pixels, tensor.data);
    const results = await session.run(feeds, fetches);
    const logits = results[outputs.logits]!.data as Float32Array;
    // A copy, because it is transferred to another thread, and memory that ONNX Runtime owns cannot be.
    const features = Float32Array.from(results[outputs.features]!.data as Float32Array);
    return { logits, features };
  };

  const first = await run(new Uint8Array(3 * input.height * input.width)).catch((error: unknown) => {
    throw fail(`file: the model fails on a black picture of ${input.width}x${input.height}: ${reasonOf(error)}`, error);
  });
  if (first.logits.length !== manifest.labels.length) {
    throw fail(
      `labels: ${manifest.labels.length} are listed, but the output ${outputs.logits} has ${first.logits.length} values.`,
    );
  }
  return { run, close: () => session.release() };
}

/** What of the network's inputs and outputs contradicts the manifest, or null. */
function signatureMismatch(session: InferenceSession, { input, outputs }: ModelManifest): string | null {
  const metadata = session.inputMetadata.find(({ name }) => name === input.name);
  if (metadata === undefined || session.inputNames.length !== 1) {
    return `input.name: the model's inputs are ${session.inputNames.join(', ')}, not ${input.name} alone.`;
  }
  if (!metadata.isTensor || metadata.type !== 'float32') {
    return `input: ${input.name} takes ${metadata.isTensor ? metadata.type : 'no tensor'}; only float32 is supported.`;
  }
  const expected = [1, 3, input.height, input.width];
  const fits =
    metadata.shape.length === 4 &&
    metadata.shape.every((size, i) => typeof size === 'string' || size === expected[i] || (i === 0 && size <= 0));
  if (!fits)
    return `input: ${input.name} has the shape [${metadata.shape.join(', ')}], not [N, ${expected.slice(1).join(', ')}].`;
  for (const [field, name] of Object.entries(outputs)) {
    const output = session.outputMetadata.find((each) => each.name === name);
    if (output === undefined)
      return `outputs.${field}: the model's outputs are ${session.outputNames.join(', ')}; ${name} is not among them.`;
    if (!output.isTensor || output.type !== 'float32') return `outputs.${field}: ${name} is not a float32 tensor.`;
  }
  return null;
}
