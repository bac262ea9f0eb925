/**
 * A chunk is: the number of samples (2 bytes, little-endian); how the values are written (1 byte, below); LEB128: the step
 * between regular times plus 1, or 0, the length in bytes of the spelt-out times, and those; then the values. The first
 * time is not in the chunk but beside it.
 *
 * Values: the same one all along, its 8 bytes; or XORed floats; or decimals, of scale `way - FIRST_DECIMAL`.
 */
export const CONSTANT = 0;
export const XOR = 1;
export const FIRST_DECIMAL = 2;

export const HEADER_BYTES = 3;
export const MAX_CHUNK_SAMPLES = 65_535;
