import type { Labels } from '../shared/index.ts';

/**
 * Label pairs as numbers, and which series carry each. A pair is stored once however many series have it.
 * Pair ids start at 1; 0 stands for a pair that no series has.
 */
export class LabelPairs {
  private readonly nameIds = new Map<string, number>();
  private readonly names: string[] = [];
  /** By name id: value to pair. */
  private readonly values: Map<string, number>[] = [];
  // By pair id.
  private readonly pairName: number[] = [-1];
  private readonly pairValue: string[] = [''];
  private readonly pairPostings: number[][] = [[]];
  /** Pairs that the file does not have yet. */
  added: { id: number; name: string; value: string }[] = [];

  /** The pairs of labels in order, or null when some pair is new. */
  lookUp(labels: OrderedLabels): Uint32Array | null {
    const ids = new Uint32Array(labels.length);
    for (const [i, [name, value]] of labels.entries()) if ((ids[i] = this.find(name, value)) === 0) return null;
    return ids;
  }

  /** The same, new pairs created. */
  intern(labels: OrderedLabels): Uint32Array {
    return Uint32Array.from(labels, ([name, value]) => this.find(name, value) || this.create(name, value));
  }

  /** 0 when there is no such pair. */
  find(name: string, value: string): number {
    const nameId = this.nameIds.get(name);
    return nameId === undefined ? 0 : (this.values[nameId]!.get(value) ?? 0);
  }

  private create(name: string, value: string): number {
    const id = this.pairValue.length;
    this.restore(id, name, value);
    this.added.push({ id, name, value });
    return id;
  }

  /** Takes a pair read from the file. Ids come in order, possibly with gaps. */
  restore(id: number, name: string, value: string): void {
    let nameId = this.nameIds.get(name);
    if (nameId === undefined) {
      nameId = this.names.push(name) - 1;
      this.nameIds.set(name, nameId);
      this.values.push(new Map());
    }
    for (let gap = this.pairValue.length; gap < id; gap++) this.setPair(gap, -1, '');
    this.setPair(id, nameId, value);
    this.values[nameId]!.set(value, id);
  }

  private setPair(id: number, nameId: number, value: string): void {
    this.pairName[id] = nameId;
    this.pairValue[id] = value;
    this.pairPostings[id] = [];
  }

  /** -1 when no series ever had the label. */
  nameId(name: string): number {
    return this.nameIds.get(name) ?? -1;
  }

  nameIdOf(pair: number): number {
    return this.pairName[pair] ?? -1;
  }

  nameOfId(nameId: number): string {
    return this.names[nameId] ?? '';
  }

  nameOf(pair: number): string {
    return this.nameOfId(this.nameIdOf(pair));
  }

  valueOf(pair: number): string {
    return this.pairValue[pair] ?? '';
  }

  pairsOf(nameId: number): number[] {
    return [...(this.values[nameId]?.values() ?? [])];
  }

  /** Series with the pair, ascending. */
  postings(pair: number): readonly number[] {
    return this.pairPostings[pair] ?? [];
  }

  addPosting(pair: number, seriesId: number): void {
    this.pairPostings[pair]!.push(seriesId);
  }

  /** Takes series away from pairs; returns the pairs that no series has any more, which are forgotten. */
  removePostings(pairs: Iterable<number>, seriesIds: ReadonlySet<number>): number[] {
    const unused: number[] = [];
    for (const pair of pairs) {
      const left = this.pairPostings[pair]!.filter((id) => !seriesIds.has(id));
      this.pairPostings[pair] = left;
      if (left.length > 0) continue;
      this.values[this.nameIdOf(pair)]?.delete(this.valueOf(pair));
      this.setPair(pair, -1, '');
      unused.push(pair);
    }
    return unused;
  }

  /** Every pair in use, with the number of its series. */
  *counts(): Generator<{ name: string; value: string; series: number }> {
    for (const [pair, postings] of this.pairPostings.entries()) {
      if (postings.length > 0) yield { name: this.nameOf(pair), value: this.valueOf(pair), series: postings.length };
    }
  }

  toLabels(pairs: Uint32Array): Labels {
    // Not by assignment: a label may be called __proto__.
    return Object.fromEntries(Array.from(pairs, (pair) => [this.nameOf(pair), this.valueOf(pair)]));
  }
}

export type OrderedLabels = readonly (readonly [name: string, value: string])[];

/** Labels in order of name; an empty value is no label. */
export function inOrder(labels: Labels): OrderedLabels {
  const present = Object.entries(labels).filter(([, value]) => value !== '');
  return present.sort(([a], [b]) => (a < b ? -1 : 1));
}
