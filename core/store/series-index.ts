import { compileMatcher, type Labels, type Matcher } from '../shared/index.ts';
import type { ChunkWriter } from './chunk-writer.ts';
import { ByteReader, ByteWriter } from './byte-writer.ts';
import { LabelPairs } from './label-pairs.ts';
import type { Steps } from './slices.ts';

/** One series: its identity, the time it covers, and the chunk being filled. */
export interface Series {
  readonly id: number;
  /** Label pairs, ordered by label name. */
  readonly pairs: Uint32Array;
  /** First and last sample held, Unix ms; Infinity and -Infinity when there is none. */
  minMs: number;
  maxMs: number;
  /** Last sample in a finished chunk: nothing older can go into the open one. */
  closedMs: number;
  open: ChunkWriter | null;
  /** The open chunk is finished when it holds this many samples. */
  chunkSize: number;
  /** First log record with samples of the open chunk that the head table lacks; 0 when it lacks none. */
  dirtySince: number;
}

interface CompiledMatcher {
  nameId: number;
  acceptsMissing: boolean;
  accepts(pair: number): boolean;
  /** The only pair accepted, when the matcher is `=` with a value. */
  only: number | null;
}

/** Every series by id, by labels and by label pair, in memory. Ids grow and are never given twice. */
export class SeriesIndex {
  readonly pairs = new LabelPairs();
  private readonly byId: (Series | undefined)[] = [];
  private readonly byKey = new Map<string, Series>();
  private lastId = 0;

  get size(): number {
    return this.byKey.size;
  }

  get(id: number): Series | undefined {
    return this.byId[id];
  }

  all(): MapIterator<Series> {
    return this.byKey.values();
  }

  find(pairs: Uint32Array): Series | undefined {
    return this.byKey.get(pairs.join());
  }

  /** Adds a series; a new id is given unless the series comes from the file with its own. */
  add(pairs: Uint32Array, id = this.lastId + 1): Series {
    const series: Series = {
      id,
      pairs,
      minMs: Infinity,
      maxMs: -Infinity,
      closedMs: -Infinity,
      open: null,
      chunkSize: firstChunkSize(id),
      dirtySince: 0,
    };
    this.lastId = Math.max(this.lastId, id);
    this.byId[id] = series;
    this.byKey.set(pairs.join(), series);
    for (const pair of pairs) this.pairs.addPosting(pair, id);
    return series;
  }

  /** Returns the label pairs that no series has any more. */
  remove(gone: readonly Series[]): number[] {
    const ids = new Set<number>();
    const touched = new Set<number>();
    for (const series of gone) {
      ids.add(series.id);
      this.byId[series.id] = undefined;
      this.byKey.delete(series.pairs.join());
      for (const pair of series.pairs) touched.add(pair);
    }
    return this.pairs.removePostings(touched, ids);
  }

  /** Ids given out before were higher than those of the series there are now. */
  skipIds(lastId: number): void {
    this.lastId = Math.max(this.lastId, lastId);
  }

  labelsOf(series: Series): Labels {
    return this.pairs.toLabels(series.pairs);
  }

  /** The series that satisfy every matcher, in order of id. Throws what `compileMatcher` throws. */
  matching(matchers: readonly Matcher[]): Series[] {
    const work = this.search(matchers);
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
    }
  }

  /** The same in steps; those found early may be gone at the end. */
  *search(matchers: readonly Matcher[]): Steps<Series[]> {
    const compiled = matchers.map((matcher) => this.compile(matcher));
    const found: Series[] = [];
    for (const id of yield* this.candidates(compiled)) {
      const series = this.byId[id];
      if (series && compiled.every((matcher) => this.satisfies(series, matcher))) found.push(series);
      yield;
    }
    return found;
  }

  private satisfies(series: Series, matcher: CompiledMatcher): boolean {
    for (const pair of series.pairs) {
      if (this.pairs.nameIdOf(pair) === matcher.nameId) return matcher.accepts(pair);
    }
    return matcher.acceptsMissing;
  }

  private compile(matcher: Matcher): CompiledMatcher {
    const test = compileMatcher(matcher);
    const nameId = this.pairs.nameId(matcher.name);
    const acceptsMissing = test('');
    if (matcher.op === '=' && matcher.value !== '') {
      const only = this.pairs.find(matcher.name, matcher.value);
      return { nameId, acceptsMissing, accepts: (pair) => pair === only, only };
    }
    const known = new Map<number, boolean>();
    const accepts = (pair: number): boolean => {
      let verdict = known.get(pair);
      if (verdict === undefined) known.set(pair, (verdict = test(this.pairs.valueOf(pair))));
      return verdict;
    };
    return { nameId, acceptsMissing, accepts, only: null };
  }

  /** Ids among which all matches are, ascending, the fewest that can be had cheaply. */
  private *candidates(matchers: readonly CompiledMatcher[]): Steps<Iterable<number>> {
    let fewest: readonly number[] | null = null;
    for (const { only } of matchers) {
      if (only === null) continue;
      const ids = this.pairs.postings(only);
      if (fewest === null || ids.length < fewest.length) fewest = ids;
    }
    if (fewest !== null) return fewest;
    const naming = matchers.find((matcher) => !matcher.acceptsMissing);
    if (!naming) return this.byId.keys();
    const ids: number[] = [];
    for (const pair of this.pairs.pairsOf(naming.nameId)) {
      if (naming.accepts(pair)) for (const id of this.pairs.postings(pair)) ids.push(id);
      yield;
    }
    // As numbers: sorting an array compares texts, or calls a function, a hundred thousand times.
    return Float64Array.from(ids).sort();
  }
}

/**
 * Samples in a chunk when it is finished: 40 minutes at a scrape every 5 s, two hours at 15 s. Twice as many as are usual
 * elsewhere: rows of a table cost more to find than samples to decode, and take space of their own.
 */
export const CHUNK_SIZE = 480;

/** The pairs of a series as the file keeps them. */
export function encodePairs(pairs: Uint32Array): Uint8Array {
  const out = new ByteWriter();
  for (const pair of pairs) out.varint(pair);
  return out.finish();
}

export function decodePairs(bytes: Uint8Array): Uint32Array {
  const from = new ByteReader(bytes);
  const pairs: number[] = [];
  while (!from.done) pairs.push(from.varint());
  return Uint32Array.from(pairs);
}

/** Sets of matchers are a union, as repeated `match[]` parameters are; no set at all means every series. */
export type MatcherSets = readonly (readonly Matcher[])[];

/** The series that match any of the sets, each once. */
export function* unionOf(index: SeriesIndex, sets: MatcherSets): Steps<Series[]> {
  if (sets.length === 0) return [...index.all()];
  if (sets.length === 1) return yield* index.search(sets[0]!);
  const union = new Set<Series>();
  for (const matchers of sets) {
    for (const series of yield* index.search(matchers)) union.add(series);
  }
  return [...union];
}

/**
 * The first chunk of a series is of a length of its own, half a chunk or more, lest all the series of a target finish theirs
 * in the same scrape.
 */
export const firstChunkSize = (id: number): number =>
  CHUNK_SIZE / 2 + ((Math.imul(id, 0x9e3779b1) >>> 0) % (CHUNK_SIZE / 2));
