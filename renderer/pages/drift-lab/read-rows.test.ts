import { describe, expect, it } from 'vitest';
import { readCsv, readJson, readNpy, readTable } from './read-rows.ts';

describe('rows of numbers', () => {
  it('are read from CSV, with or without a line of names, whatever separates them', () => {
    expect(readCsv('a,b\n1,2\n3,4.5\n')).toEqual({
      rows: [
        [1, 2],
        [3, 4.5],
      ],
      names: ['a', 'b'],
    });
    expect(readCsv('1;-2e3\r\n3;4')).toEqual({
      rows: [
        [1, -2000],
        [3, 4],
      ],
      names: null,
    });
  });

  it('are read from JSON; plain numbers are a row each', () => {
    expect(readJson('[[1,2],[3,4]]').rows).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(readJson('[1,2]').rows).toEqual([[1], [2]]);
  });

  it('are read from NumPy, inner dimensions flattened', () => {
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 2), }\n";
    const bytes = new Uint8Array(10 + header.length + 16);
    bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
    bytes.set(new TextEncoder().encode(header), 10);
    new Float32Array([1, 2, 3, 4]).forEach((value, i) =>
      new DataView(bytes.buffer).setFloat32(10 + header.length + 4 * i, value, true),
    );
    expect(readNpy(bytes.buffer).rows).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(() => readNpy(bytes.buffer.slice(0, -1))).toThrow(/cut short/);
    expect(() => readNpy(new ArrayBuffer(4))).toThrow(/not a \.npy file/);
  });

  it.each([
    { text: 'a,b\n1', says: /Line 2 has 1 values; line 1 has 2/ },
    { text: '1,2\n3,x', says: /Line 2, column 2 holds "x"/ },
    { text: '1,2\n3,', says: /Line 2, column 2 holds ""/ },
    { text: '', says: /empty/ },
    { text: 'a,b', says: /no rows/ },
  ])('CSV such as $text is refused, naming the line', ({ text, says }) => {
    expect(() => readCsv(text)).toThrow(says);
  });

  it.each([
    { text: '[[1,2],[3]]', says: /Row 1 has 1 numbers; row 0 has 2/ },
    { text: '[[1,null]]', says: /Row 0 holds null at column 1/ },
    { text: '{}', says: /no list/ },
    { text: '[', says: /not JSON/ },
  ])('JSON such as $text is refused, naming the row', ({ text, says }) => {
    expect(() => readJson(text)).toThrow(says);
  });

  it('come from files of a known ending only', async () => {
    await expect(readTable(new File(['1'], 'rows.xls'))).rejects.toThrow(/none of/);
    expect((await readTable(new File(['1,2'], 'rows.CSV'))).rows).toEqual([[1, 2]]);
  });
});
