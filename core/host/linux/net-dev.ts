import type { MetricFamily } from '../metric-family.ts';
import { numbersOf } from './proc-files.ts';

/** Ends of container networks: each container brings a new name, so their series would grow without end. */
const ignored = /^veth/;

const fields: Readonly<Record<string, string>> = {
  bytes: 'bytes',
  packets: 'packets',
  errs: 'errors',
  drop: 'packets dropped',
  fifo: 'FIFO errors',
  frame: 'framing errors',
  colls: 'collisions',
  carrier: 'carrier losses',
  compressed: 'compressed packets',
  multicast: 'multicast packets',
};

/** Traffic of every network device, loopback included. The file names its columns in its second line. */
export function parseNetDev(text: string): MetricFamily[] {
  const [, header = '', ...lines] = text.split('\n');
  const [, received = '', transmitted = ''] = header.split('|');
  const columnsOf = (direction: string, names: string) =>
    names
      .trim()
      .split(/\s+/)
      .map((field) => ({
        name: `node_network_${direction}_${field}_total`,
        help: `Network device: ${fields[field] ?? field} (${direction}).`,
      }));
  const columns = [...columnsOf('receive', received), ...columnsOf('transmit', transmitted)];
  const devices = lines.flatMap((line) => {
    const colon = line.lastIndexOf(':');
    const device = line.slice(0, colon).trim();
    return colon < 0 || ignored.test(device) ? [] : [{ device, numbers: numbersOf(line.slice(colon + 1)) }];
  });
  return columns.map(({ name, help }, i) => ({
    name,
    type: 'counter',
    help,
    samples: devices.flatMap(({ device, numbers }) =>
      i < numbers.length ? [{ labels: { device }, value: numbers[i]! }] : [],
    ),
  }));
}
