/** Prometheus's error types and the HTTP codes they travel with; it answers a wrong method with a bare 405. */
const statusOf = {
  bad_data: 400,
  execution: 422,
  canceled: 499,
  timeout: 503,
  unavailable: 503,
  internal: 500,
  not_found: 404,
  method_not_allowed: 405,
} as const;

export type ApiErrorType = keyof typeof statusOf;

/** An error as Prometheus's HTTP API words it. */
export class ApiError extends Error {
  readonly errorType: ApiErrorType;
  readonly status: number;

  constructor(errorType: ApiErrorType, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.errorType = errorType;
    this.status = statusOf[errorType];
  }
}

/** `invalid parameter "step": …`, HTTP 400. */
export const invalidParameter = (name: string, reason: string): ApiError =>
  new ApiError('bad_data', `invalid parameter "${name}": ${reason}`);
