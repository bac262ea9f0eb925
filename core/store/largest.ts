export interface NamedCount {
  name: string;
  value: number;
}

/** The largest of many counts, the largest first and equals by name. */
export class Largest {
  readonly counts: NamedCount[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  static of(counts: ReadonlyMap<string, number>, limit: number): NamedCount[] {
    const largest = new Largest(limit);
    for (const [name, value] of counts) largest.add(name, value);
    return largest.counts;
  }

  add(name: string, value: number): void {
    const { counts, limit } = this;
    const one = { name, value };
    if (counts.length === limit && !isBefore(one, counts.at(-1))) return;
    let low = 0;
    for (let high = counts.length; low < high;) {
      const middle = (low + high) >> 1;
      if (isBefore(one, counts[middle])) high = middle;
      else low = middle + 1;
    }
    counts.splice(low, 0, one);
    if (counts.length > limit) counts.pop();
  }
}

const isBefore = (a: NamedCount, b: NamedCount | undefined): boolean =>
  b !== undefined && (a.value > b.value || (a.value === b.value && a.name < b.name));
