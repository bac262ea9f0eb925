import type { SeriesData } from '../../shared/index.ts';
import { compareText } from '../label-set.ts';

/** The NaN that means "the series ended here" on the wire. */
const STALE = 0x7ff0_0000_0000_0002n;

/** The body of a remote-write 1.0 request: protobuf's prometheus.WriteRequest in snappy's block format. */
export function encodeWriteRequest(series: readonly SeriesData[]): Buffer {
  return snappy(Buffer.concat(series.map((one) => lengthDelimited(1, timeSeries(one)))));
}

function timeSeries({ labels, timestampsMs, values, stale }: SeriesData): Buffer {
  const parts = Object.entries(labels)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, value]) =>
      lengthDelimited(
        1,
        Buffer.concat([lengthDelimited(1, Buffer.from(name)), lengthDelimited(2, Buffer.from(value))]),
      ),
    );
  values.forEach((value, i) => {
    const sample = Buffer.alloc(9);
    sample[0] = (1 << 3) | 1;
    if (stale?.[i] === 1) sample.writeBigUInt64LE(STALE, 1);
    else sample.writeDoubleLE(value, 1);
    const time = Buffer.concat([Buffer.of(2 << 3), varint(BigInt(timestampsMs[i]!))]);
    parts.push(lengthDelimited(2, Buffer.concat([sample, time])));
  });
  return Buffer.concat(parts);
}

const lengthDelimited = (field: number, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.of((field << 3) | 2), varint(BigInt(bytes.length)), bytes]);

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

/** Snappy's block format without any compression: literals of up to 64 kB, which every reader takes. */
function snappy(bytes: Buffer): Buffer {
  const parts: Buffer[] = [varint(BigInt(bytes.length))];
  for (let at = 0; at < bytes.length; at += 65_536) {
    const literal = bytes.subarray(at, at + 65_536);
    const head = Buffer.alloc(3);
    head[0] = 61 << 2;
    head.writeUInt16LE(literal.length - 1, 1);
    parts.push(head, literal);
  }
  return Buffer.concat(parts);
}
