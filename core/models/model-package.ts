import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { CodedError, reasonOf, type ModelSummary } from '../shared/index.ts';
import { ModelManifest } from './manifest.ts';
import { readNpyHeader } from './npy-header.ts';

/** A model package that has been checked: its manifest, and absolute paths of the files it names. */
export interface ModelPackage {
  dir: string;
  manifest: ModelManifest;
  modelPath: string;
  referenceFeaturesPath: string;
  /** null where the package has none. */
  referenceProbabilitiesPath: string | null;
  referencePicturesPath: string | null;
}

/**
 * Reads and checks the model package in `dir`: the manifest's fields, that the files it names exist and stay inside
 * the folder (links included), and that the reference features have the rows it promises. The ONNX signature is
 * checked where the session is made, by the serving room.
 *
 * Throws `bad_model_package`, naming the field at fault.
 */
export async function loadModelPackage(dir: string): Promise<ModelPackage> {
  const absoluteDir = resolve(dir);
  const fail = (reason: string, cause?: unknown) =>
    new CodedError('bad_model_package', { path: absoluteDir, reason }, cause === undefined ? {} : { cause });

  const manifest = await readManifest(absoluteDir, fail);
  const root = await realpath(absoluteDir);
  const fileOf = async (field: string, path: string) => {
    const absolute = join(absoluteDir, path);
    const real = await realpath(absolute).catch(() => null);
    if (real === null || !(await stat(real)).isFile()) throw fail(`${field}: there is no file ${path}.`);
    const inside = relative(root, real);
    if (inside.startsWith('..') || isAbsolute(inside)) throw fail(`${field}: ${path} leads out of the model folder.`);
    return absolute;
  };

  const { reference, labels } = manifest;
  /** The file of reference rows, once it is known to hold as many as the manifest says, `columns` wide if that is known. */
  const rowsOf = async (field: string, file: string, columns?: number) => {
    const path = await fileOf(field, file);
    const { shape } = await readNpyHeader(path).catch((error: unknown) => {
      throw fail(`${field}: ${file} cannot be used: ${reasonOf(error)}.`, error);
    });
    const held = `the shape (${shape.join(', ')})`;
    if (shape.length !== 2 || shape[0] !== reference.rows)
      throw fail(`reference.rows says ${reference.rows}, but ${file} holds ${held}.`);
    if (columns !== undefined && shape[1] !== columns)
      throw fail(`${field}: ${labels.length} labels are listed, but ${file} holds ${held}.`);
    return path;
  };
  const { features, probabilities, pictures } = reference;
  return {
    dir: absoluteDir,
    manifest,
    modelPath: await fileOf('file', manifest.file),
    referenceFeaturesPath: await rowsOf('reference.features', features),
    referenceProbabilitiesPath:
      probabilities === undefined ? null : await rowsOf('reference.probabilities', probabilities, labels.length),
    referencePicturesPath: pictures === undefined ? null : await fileOf('reference.pictures.file', pictures.file),
  };
}

async function readManifest(dir: string, fail: (reason: string, cause?: unknown) => Error): Promise<ModelManifest> {
  const text = await readFile(join(dir, 'model.json'), 'utf8').catch((error: unknown) => {
    throw fail('there is no model.json that can be read in it.', error);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw fail(`model.json is not JSON: ${reasonOf(error)}.`, error);
  }
  const parsed = ModelManifest.safeParse(json);
  if (!parsed.success) throw fail(`model.json is not as expected: ${issuesOf(parsed.error)}.`);
  return parsed.data;
}

const issuesOf = (error: z.ZodError): string =>
  error.issues
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
    .join('; ');

/** What the console shows of a model. */
export const toModelSummary = ({ name, version, title, description, labels, input }: ModelManifest): ModelSummary => ({
  name,
  version,
  title,
  description,
  labels: [...labels],
  input: { width: input.width, height: input.height },
});
