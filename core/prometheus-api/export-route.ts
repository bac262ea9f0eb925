import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SeriesData } from '../shared/index.ts';
import { readParameters } from './parameters.ts';
import { inChunks, type Pieces } from './reply.ts';
import type { SampleStore } from './sample-store.ts';
import { needSelector, readScope } from './scope.ts';

/** Samples written as one piece. */
const SAMPLES_PER_PIECE = 1024;

/** `/api/v1/export`: a line of JSON for each series that matches, streamed. */
export function registerExportRoute(app: FastifyInstance, store: SampleStore): void {
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const scope = readScope(readParameters(request));
    needSelector(scope);
    const { matcherSets, startMs, endMs } = scope;
    const lines = inChunks(linesOf(store.exportSeries(matcherSets, startMs, endMs)));
    return reply.type('application/x-ndjson; charset=utf-8').send(Readable.from(lines, { objectMode: false }));
  };
  app.route({ method: ['GET', 'POST'], url: '/api/v1/export', handler });
}

async function* linesOf(all: AsyncIterable<SeriesData>): AsyncGenerator<string> {
  for await (const series of all) {
    const holdsValues = series.stale === null || series.stale.includes(0);
    if (holdsValues) yield* linePieces(series);
  }
}

/**
 * `{"metric":{…},"values":[…],"timestamps":[…]}` with times in Unix milliseconds. JSON has no word for some values: NaN is
 * null, the infinities are "Infinity" and "-Infinity". Staleness markers are no values and are left out.
 */
function* linePieces({ labels, timestampsMs, values, stale }: SeriesData): Pieces {
  const isValue = (i: number) => stale === null || stale[i] !== 1;
  yield `{"metric":${JSON.stringify(labels)},"values":[`;
  yield* listed(values.length, isValue, (i) => valueText(values[i]!));
  yield '],"timestamps":[';
  yield* listed(values.length, isValue, (i) => String(timestampsMs[i]));
  yield ']}\n';
}

function* listed(length: number, has: (i: number) => boolean, write: (i: number) => string): Pieces {
  let piece = '';
  let separator = '';
  for (let i = 0; i < length; i++) {
    if (has(i)) {
      piece += separator + write(i);
      separator = ',';
    }
    if (i % SAMPLES_PER_PIECE === SAMPLES_PER_PIECE - 1) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

function valueText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  return Number.isNaN(value) ? 'null' : `"${value}"`;
}
