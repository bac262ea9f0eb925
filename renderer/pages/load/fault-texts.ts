import { Faults, noFaults } from '../../../core/shared/index.ts';

/** Faults as they stand in the fields; empty is off. */
export interface FaultTexts {
  failurePercent: string;
  leastDelayMs: string;
  mostDelayMs: string;
  confidencePercent: string;
}

export const faultPresets: readonly { title: string; faults: Faults }[] = [
  { title: 'One in five fails', faults: { ...noFaults, failureShare: 0.2 } },
  { title: 'Slow', faults: { ...noFaults, delayMs: { least: 200, most: 600 } } },
  { title: 'Unsure', faults: { ...noFaults, confidenceLimit: 0.5 } },
];

const shown = (value: number | undefined): string => (value ? String(Number(value.toFixed(3))) : '');

export const toTexts = ({ failureShare, delayMs, confidenceLimit }: Faults): FaultTexts => ({
  failurePercent: shown(failureShare * 100),
  leastDelayMs: shown(delayMs?.least),
  mostDelayMs: shown(delayMs?.most),
  confidencePercent: confidenceLimit === null ? '' : String(Number((confidenceLimit * 100).toFixed(3))),
});

/** What the fields say, or a sentence about what is wrong with them. One bound of the delay stands for both. */
export function readFaults(texts: FaultTexts): Faults | string {
  const failurePercent = readNumber(texts.failurePercent);
  const least = readNumber(texts.leastDelayMs);
  const most = readNumber(texts.mostDelayMs);
  const confidencePercent = readNumber(texts.confidencePercent);
  if ([failurePercent, least, most, confidencePercent].some(Number.isNaN)) return 'Write numbers, such as 20 or 0.5.';
  if ((failurePercent ?? 0) > 100 || (confidencePercent ?? 0) > 100) return 'A share is at most 100 %.';
  const delayMs = least === null && most === null ? null : { least: least ?? most!, most: most ?? least! };
  const read = Faults.safeParse({
    failureShare: (failurePercent ?? 0) / 100,
    delayMs,
    confidenceLimit: confidencePercent === null ? null : confidencePercent / 100,
  });
  if (read.success) return read.data;
  if (delayMs && delayMs.least > delayMs.most) return 'The least delay is longer than the most.';
  return 'A delay is from 0 to 10000 ms.';
}

/** Null for an empty field, NaN for what is no number of zero or more. */
function readNumber(text: string): number | null {
  if (text.trim() === '') return null;
  const value = Number(text.replace(',', '.'));
  return value >= 0 && Number.isFinite(value) ? value : Number.NaN;
}
