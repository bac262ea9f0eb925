import { type MetricFamily, single } from '../metric-family.ts';
import { numbersOf } from './proc-files.ts';

/** Open files of the whole machine, from /proc/sys/fs/file-nr: allocated, unused, most. */
export function parseFileNr(text: string): MetricFamily[] {
  const [allocated = 0, , maximum = 0] = numbersOf(text);
  return [
    single('node_filefd_allocated', 'gauge', 'File descriptors allocated.', allocated),
    single('node_filefd_maximum', 'gauge', 'File descriptors there may be.', maximum),
  ];
}
