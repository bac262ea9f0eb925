import { open } from 'node:fs/promises';

/** What a NumPy `.npy` file says of its contents (NEP 1): element type, order, shape, and where the numbers start. */
export interface NpyHeader {
  dtype: string;
  fortranOrder: boolean;
  shape: number[];
  dataOffset: number;
}

const LONGEST_HEADER_BYTES = 65_536;

/** Reads the header of a `.npy` file, versions 1 to 3. Throws a plain Error whose sentence says what is wrong. */
export async function readNpyHeader(path: string): Promise<NpyHeader> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_HEADER_BYTES), 0, LONGEST_HEADER_BYTES, 0);
    return parseNpyHeader(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function parseNpyHeader(bytes: Buffer): NpyHeader {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 6) !== '\u0093NUMPY') throw new Error('it is not a .npy file');
  const longLength = bytes[6]! >= 2;
  const headerStart = longLength ? 12 : 10;
  const dataOffset = headerStart + (longLength ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8));
  if (dataOffset > bytes.length) throw new Error('its header is cut short');
  const header = bytes.toString('latin1', headerStart, dataOffset);
  const dtype = /'descr':\s*'([^']+)'/.exec(header)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  if (dtype === undefined || order === undefined || shape === undefined) throw new Error('its header cannot be read');
  return {
    dtype,
    fortranOrder: order === 'True',
    shape: shape
      .split(',')
      .filter((part) => part.trim() !== '')
      .map(Number),
    dataOffset,
  };
}
