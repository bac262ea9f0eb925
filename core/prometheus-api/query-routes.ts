import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { astJson, type Expr, formatQuery, MAX_POINTS, parseQuery, PromqlError } from '../promql/index.ts';
import type { Engine, QueryOptions, QueryResult, Value } from '../promql/index.ts';
import { ApiError, invalidParameter } from './api-error.ts';
import { durationOf, limitOf, optionalDurationOf, readParameters, timeOf, timeOr } from './parameters.ts';
import { disconnectSignal, sendData, sendPieces } from './reply.ts';
import { valuePieces } from './value-pieces.ts';

/** `/api/v1/query`, `/query_range`, `/format_query` and `/parse_query`. */
export function registerQueryRoutes(app: FastifyInstance, engine: Engine, now: () => number): void {
  const answer = (
    url: string,
    evaluate: (parameters: URLSearchParams, options: QueryOptions) => Promise<QueryResult>,
  ) => {
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const parameters = readParameters(request);
      const limit = limitOf(parameters);
      const options = { ...readOptions(parameters), signal: disconnectSignal(reply) };
      const { value, warnings, infos } = await evaluate(parameters, options).catch(rethrow);
      const cut = cutSeries(value, limit);
      const remarks = cut === value ? warnings : [...warnings, 'results truncated due to limit'];
      return sendPieces(reply, valuePieces(cut), { warnings: remarks, infos });
    };
    app.route({ method: ['GET', 'POST'], url, handler });
  };

  answer('/api/v1/query', (parameters, options) => {
    const atMs = timeOr(parameters, 'time', now());
    return engine.instant(parameters.get('query') ?? '', atMs, options);
  });
  answer('/api/v1/query_range', (parameters, options) => {
    const { startMs, endMs, stepMs } = readGrid(parameters);
    return engine.range(parameters.get('query') ?? '', startMs, endMs, stepMs, options);
  });

  const describe = (url: string, toData: (expr: Expr) => unknown) => {
    const handler = async (request: FastifyRequest, reply: FastifyReply) =>
      sendData(reply, toData(parse(readParameters(request).get('query') ?? '')));
    app.route({ method: ['GET', 'POST'], url, handler });
  };
  describe('/api/v1/format_query', formatQuery);
  describe('/api/v1/parse_query', astJson);
}

function readOptions(parameters: URLSearchParams): QueryOptions {
  const timeoutMs = optionalDurationOf(parameters, 'timeout');
  const lookbackMs = optionalDurationOf(parameters, 'lookback_delta');
  return { ...(timeoutMs !== undefined && { timeoutMs }), ...(lookbackMs !== undefined && { lookbackMs }) };
}

function readGrid(parameters: URLSearchParams) {
  const startMs = timeOf(parameters, 'start');
  const endMs = timeOf(parameters, 'end');
  if (endMs < startMs) throw invalidParameter('end', 'end timestamp must not be before start time');
  const stepMs = Math.trunc(durationOf(parameters, 'step')); // the time axis is whole milliseconds
  if (stepMs <= 0) {
    const reason = 'zero or negative query resolution step widths are not accepted. Try a positive integer';
    throw invalidParameter('step', reason);
  }
  if ((endMs - startMs) / stepMs > MAX_POINTS) {
    const reason =
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)';
    throw new ApiError('bad_data', reason);
  }
  return { startMs, endMs, stepMs };
}

function parse(query: string): Expr {
  try {
    return parseQuery(query);
  } catch (error) {
    return rethrow(error);
  }
}

function cutSeries(value: Value, limit: number): Value {
  if (value.type === 'vector' && value.series.length > limit) return { ...value, series: value.series.slice(0, limit) };
  if (value.type === 'matrix' && value.series.length > limit) return { ...value, series: value.series.slice(0, limit) };
  return value;
}

/** A fault of the text is one of the parameter; the rest of the engine's errors have types that are the API's own. */
function rethrow(error: unknown): never {
  if (!(error instanceof PromqlError)) throw error;
  if (error.errorType === 'bad_data') throw invalidParameter('query', error.message);
  throw new ApiError(error.errorType, error.message, { cause: error });
}
