import { METRIC_NAME, type Labels } from '../shared/index.ts';

/**
 * The labels of a series during evaluation: names sorted, no empty values, with a key that is equal exactly when the
 * labels are. Immutable.
 */
export class LabelSet {
  static readonly empty = new LabelSet([], []);

  readonly names: readonly string[];
  readonly values: readonly string[];
  #key: string | null = null;

  private constructor(names: readonly string[], values: readonly string[]) {
    this.names = names;
    this.values = values;
  }

  static from(labels: Labels): LabelSet {
    const names = Object.keys(labels).filter((name) => labels[name] !== '');
    if (names.length === 0) return LabelSet.empty;
    names.sort(compareText);
    return new LabelSet(
      names,
      names.map((name) => labels[name]!),
    );
  }

  get key(): string {
    return (this.#key ??= keyOf(this.names, this.values));
  }

  /** The value of a label; '' when there is none. */
  get(name: string): string {
    const at = this.names.indexOf(name);
    return at < 0 ? '' : this.values[at]!;
  }

  keep(listed: ReadonlySet<string>): LabelSet {
    return this.#filter((name) => listed.has(name));
  }

  drop(listed: ReadonlySet<string>): LabelSet {
    return this.#filter((name) => !listed.has(name));
  }

  /** Without the metric name, as everything that computes new values returns its series. */
  withoutName(): LabelSet {
    return this.names.includes(METRIC_NAME) ? this.#filter((name) => name !== METRIC_NAME) : this;
  }

  /** With a label set, or removed when the value is ''. */
  with(name: string, value: string): LabelSet {
    if (this.get(name) === value) return this;
    return LabelSet.from({ ...this.toLabels(), [name]: value });
  }

  toLabels(): Labels {
    const labels: Record<string, string> = {};
    for (let i = 0; i < this.names.length; i++) define(labels, this.names[i]!, this.values[i]!);
    return labels;
  }

  /** As Prometheus prints labels in its errors: `{__name__="up", job="a"}`. */
  inBraces(): string {
    return `{${this.names.map((name, i) => `${name}=${JSON.stringify(this.values[i])}`).join(', ')}}`;
  }

  /** As a series is usually written: `up{job="a"}`. */
  toString(): string {
    const pairs = this.names.flatMap((name, i) =>
      name === METRIC_NAME ? [] : [`${name}=${JSON.stringify(this.values[i])}`],
    );
    const name = this.get(METRIC_NAME);
    return pairs.length === 0 && name !== '' ? name : `${name}{${pairs.join(', ')}}`;
  }

  #filter(wanted: (name: string) => boolean): LabelSet {
    const names: string[] = [];
    const values: string[] = [];
    for (let i = 0; i < this.names.length; i++) {
      if (!wanted(this.names[i]!)) continue;
      names.push(this.names[i]!);
      values.push(this.values[i]!);
    }
    if (names.length === this.names.length) return this;
    return names.length === 0 ? LabelSet.empty : new LabelSet(names, values);
  }
}

/** Lengths before the texts make the key unambiguous whatever characters the labels hold. */
function keyOf(names: readonly string[], values: readonly string[]): string {
  let key = '';
  for (let i = 0; i < names.length; i++) {
    key += `${names[i]!.length}:${names[i]!}${values[i]!.length}:${values[i]!}`;
  }
  return key;
}

/** Labels may be called anything, `__proto__` too. */
function define(labels: Record<string, string>, name: string, value: string): void {
  if (name === '__proto__')
    Object.defineProperty(labels, name, { value, enumerable: true, configurable: true, writable: true });
  else labels[name] = value;
}

/** Prometheus's order of label sets: the sorted (name, value) pairs one after the other; a prefix comes first. */
export function compareLabelSets(a: LabelSet, b: LabelSet): number {
  const shared = Math.min(a.names.length, b.names.length);
  for (let i = 0; i < shared; i++) {
    const order = compareText(a.names[i]!, b.names[i]!) || compareText(a.values[i]!, b.values[i]!);
    if (order !== 0) return order;
  }
  return a.names.length - b.names.length;
}

/** Order of the UTF-8 bytes: like that of UTF-16 units, but surrogate pairs come after everything else. */
export function compareText(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const bothHigh = x >= 0xd800 && y >= 0xd800;
    return bothHigh && isSurrogate(x) !== isSurrogate(y) ? (isSurrogate(x) ? 1 : -1) : x - y;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
