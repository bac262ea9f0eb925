import type { Table } from './read-rows.ts';

/** Which of the model's outputs pictures are compared by. */
export type PictureView = 'features' | 'probabilities';

/** A picture, by what it is called where it came from. */
export interface NamedPicture {
  name: string;
  bytes(): Promise<Blob>;
}

/** Something to compare: rows as they are, or pictures, of which the model's outputs are compared. */
export interface Source {
  name: string;
  tables: { rows: Table } | Record<PictureView, Table>;
  /** What was left out, by name, and why. */
  skipped: readonly string[];
}

export const tableOf = ({ tables }: Source, view: PictureView): Table =>
  'rows' in tables ? tables.rows : tables[view];

export const isPictures = (source: Source | null): boolean => source !== null && !('rows' in source.tables);

/** Pictures of one source; more would fill the page's memory and take minutes. */
export const MOST_PICTURES = 1000;
const MOST_PICTURE_BYTES = 20_000_000;

const PICTURE = /\.(jpe?g|png|webp)$/i;
/** Files that systems put beside pictures: nobody means them. */
const CLUTTER = /(^|\/)(\.|__MACOSX\/|thumbs\.db$|desktop\.ini$)/i;

/** The pictures among some names, and a word on each other file. At most `MOST_PICTURES`. */
export function pickPictures(names: readonly string[]): { pictures: string[]; skipped: string[] } {
  const meant = names.filter((name) => !CLUTTER.test(name) && !name.endsWith('/'));
  const all = meant.filter((name) => PICTURE.test(name)).sort();
  const skipped = meant.filter((name) => !PICTURE.test(name)).map((name) => `${name}: not a JPEG, PNG or WebP`);
  if (all.length > MOST_PICTURES)
    skipped.push(`${all.length - MOST_PICTURES} pictures beyond the first ${MOST_PICTURES}`);
  return { pictures: all.slice(0, MOST_PICTURES), skipped };
}

/** Chosen files, or those of a folder, as pictures. */
export function picturesOfFiles(files: readonly File[]): { pictures: NamedPicture[]; skipped: string[] } {
  const byName = new Map(files.map((file) => [file.webkitRelativePath || file.name, file]));
  const { pictures, skipped } = pickPictures([...byName.keys()]);
  return { pictures: pictures.map((name) => ({ name, bytes: async () => byName.get(name)! })), skipped };
}

/**
 * Pictures of a zip archive, unpacked one at a time when they are asked for. One that says it is larger than a picture
 * may be is left out: an archive of a few kilobytes can hold gigabytes.
 */
export async function picturesOfZip(file: File): Promise<{ pictures: NamedPicture[]; skipped: string[] }> {
  // Loaded when the first archive comes.
  const { unzipSync } = await import('fflate');
  const archive = new Uint8Array(await file.arrayBuffer());
  const sizes = new Map<string, number>();
  try {
    unzipSync(archive, {
      filter({ name, originalSize }) {
        sizes.set(name, originalSize);
        return false;
      },
    });
  } catch {
    throw new Error(`${file.name} cannot be read as a zip archive. It may be cut short.`);
  }
  const tooLarge = [...sizes].filter(([, size]) => size > MOST_PICTURE_BYTES).map(([name]) => name);
  const { pictures, skipped } = pickPictures([...sizes.keys()].filter((name) => !tooLarge.includes(name)));
  const bytesOf = async (name: string) => {
    const found = unzipSync(archive, { filter: (each) => each.name === name })[name]!;
    return new Blob([found]);
  };
  return {
    pictures: pictures.map((name) => ({ name, bytes: () => bytesOf(name) })),
    skipped: [...skipped, ...tooLarge.map((name) => `${name}: larger than ${MOST_PICTURE_BYTES / 1e6} MB`)],
  };
}
