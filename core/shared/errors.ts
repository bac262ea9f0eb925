import { z } from 'zod';

/**
 * Every error a person can meet: a public code, the HTTP status it travels with, and a sentence that says what to do.
 * Codes are never reused. Rooms throw `CodedError`; edges turn it into a reply.
 */
const catalogue = {
  bad_request: { status: 400, say: (d: { reason: string }) => d.reason },
  unauthorized: {
    status: 401,
    say: () =>
      'This console needs its token. Open the URL that Telltale printed when it started, or send it as a bearer token.',
  },
  forbidden_origin: {
    status: 403,
    say: (d: { what: string }) => `Refused: ${d.what}. The console answers only its own pages on this machine.`,
  },
  not_found: { status: 404, say: (d: { what: string }) => `There is no ${d.what}.` },
  port_taken: {
    status: 409,
    say: (d: { port: number; owner: string }) =>
      `Port ${d.port} is held by ${d.owner}. Stop it, or choose another with --service-port.`,
  },
  load_run_active: {
    status: 409,
    say: (d: { id: string }) => `Load run ${d.id} is still going. Stop it first, or wait until it ends.`,
  },
  host_not_confirmed: {
    status: 422,
    say: (d: { host: string }) =>
      `This plan sends load to ${d.host}, which is not this machine. If that is your own or you may load it, confirm with "confirmedHost": "${d.host}".`,
  },
  plan_name_taken: {
    status: 409,
    say: (d: { name: string }) => `"${d.name}" is a built-in load plan. Give yours another name.`,
  },
  folder_unusable: {
    status: 422,
    say: (d: { folder: string; reason: string }) =>
      `The folder ${d.folder} cannot be sent: ${d.reason}. Give the whole path of a folder with pictures.`,
  },
  scenario_active: {
    status: 409,
    say: (d: { title: string }) => `The scenario "${d.title}" is still going. Stop it first, or wait until it ends.`,
  },
  data_directory_busy: {
    status: 409,
    say: (d: { dir: string; pid: number }) =>
      `Another Telltale (process ${d.pid}) is using ${d.dir}. Stop it, or choose another directory with --data-dir.`,
  },
  data_directory_unusable: {
    status: 500,
    say: (d: { dir: string; reason: string }) =>
      `The data directory ${d.dir} cannot be used: ${d.reason}. Choose another with --data-dir.`,
  },
  body_too_large: {
    status: 413,
    say: (d: { limit: string }) => `The body is larger than ${d.limit}. Send a smaller one.`,
  },
  image_too_large: {
    status: 413,
    say: (d: { pixels: number; limit: number }) =>
      `The picture has ${d.pixels} pixels; the limit is ${d.limit}. Scale it down before sending.`,
  },
  unsupported_media_type: {
    status: 415,
    say: (d: { type: string }) =>
      `A body of type ${d.type} is not understood. Send JSON with a base64 "image", a multipart file, or the picture itself as image/jpeg, image/png or image/webp.`,
  },
  not_base64: { status: 400, say: () => 'The field "image" is not base64. Encode the bytes of the picture as base64.' },
  invalid_body: { status: 422, say: (d: { reason: string }) => `The body is not as expected: ${d.reason}` },
  not_an_image: {
    status: 422,
    say: (d: { reason: string }) =>
      `These bytes are no picture that can be read (${d.reason}). Send a JPEG, PNG or WebP.`,
  },
  invalid_rules: {
    status: 422,
    say: (d: { file: string; reason: string }) =>
      `The rules of ${d.file} cannot be used: ${d.reason}. Nothing was changed.`,
  },
  rules_changed: {
    status: 409,
    say: (d: { file: string; what: string }) =>
      `${d.file} has no ${d.what} any more: it was changed meanwhile. Look again.`,
  },
  queue_full: {
    status: 503,
    say: (d: { waiting: number }) =>
      `The service is busy: ${d.waiting} requests are waiting already. Try again in a moment.`,
  },
  dashboard_unreadable: {
    status: 422,
    say: (d: { reason: string }) => `This dashboard cannot be read. ${d.reason}`,
  },
  dashboard_exists: {
    status: 409,
    say: (d: { title: string; uid: string }) =>
      `The dashboard "${d.title}" has the uid "${d.uid}" already. Import with "overwrite" to replace it, or with "asCopy" to keep both.`,
  },
  dashboard_built_in: {
    status: 409,
    say: (d: { title: string }) =>
      `"${d.title}" comes with Telltale and is as it came: there is nothing of yours to delete.`,
  },
  captures_busy: {
    status: 503,
    say: (d: { waiting: number }) => `${d.waiting} pictures are waiting to be drawn already. Try again in a moment.`,
  },
  capture_failed: {
    status: 500,
    say: (d: { reason: string }) => `The picture could not be drawn: ${d.reason}`,
  },
  service_unavailable: {
    status: 503,
    say: (d: { reason: string }) =>
      `The inference service does not answer (${d.reason}). Telltale restarts it by itself; try again shortly.`,
  },
  fault_injected: {
    status: 500,
    say: () => 'This prediction was failed on purpose: faults are on. Turn them off on the Load page of the console.',
  },
  model_failed: { status: 500, say: (d: { reason: string }) => `The model failed on this input: ${d.reason}` },
  bad_model_package: {
    status: 422,
    say: (d: { path: string; reason: string }) => `The model package at ${d.path} cannot be used: ${d.reason}`,
  },
  api_key_needed: {
    status: 401,
    say: () => 'This service needs its API key. Send it as a bearer token, or in the X-API-Key header.',
  },
  internal_only: {
    status: 403,
    say: () => 'What is under /internal is for the monitor that started this service, and needs its token.',
  },
  method_not_allowed: {
    status: 405,
    say: (d: { method: string; path: string; allow: string }) =>
      `${d.path} does not answer ${d.method}. Use ${d.allow}.`,
  },
  cannot_listen: {
    status: 500,
    say: (d: { address: string; reason: string }) =>
      `The service cannot listen on ${d.address}: ${d.reason}. Choose another address or port.`,
  },
  receiver_incomplete: {
    status: 422,
    say: (d: { name: string; reason: string }) => `The receiver "${d.name}" was not saved: ${d.reason}.`,
  },
  silence_ended: {
    status: 409,
    say: (d: { id: string }) => `The silence ${d.id} has ended already. Make a new one.`,
  },
  engine_unreachable: {
    status: 503,
    say: (d: { address: string; reason: string }) =>
      `No container engine answers at ${d.address}: ${d.reason}. Start Docker or Podman and try again.`,
  },
  engine_refused: {
    status: 502,
    say: (d: { doing: string; reason: string; status: number }) =>
      `The container engine could not ${d.doing}: ${d.reason}.`,
  },
  image_not_pulled: {
    status: 502,
    say: (d: { image: string; reason: string }) =>
      `The image ${d.image} could not be fetched: ${d.reason}. Check the network and the image's name, or load the image into the engine by hand.`,
  },
  not_ours: {
    status: 409,
    say: (d: { what: string; name: string }) =>
      `There is a ${d.what} named ${d.name} that Telltale did not make, so it is left alone. Rename or remove it, then start the stack again.`,
  },
  stack_unavailable: { status: 503, say: (d: { reason: string }) => d.reason },
  internal: { status: 500, say: () => 'Something went wrong inside Telltale. The log says more.' },
} as const;

export type ErrorCode = keyof typeof catalogue;
type Detail<C extends ErrorCode> =
  Parameters<(typeof catalogue)[C]['say']> extends [infer D] ? D : Record<string, never>;

/** An error with a code from the catalogue. Only `code`, `message` and `detail` cross a process boundary. */
export class CodedError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly status: number;
  readonly detail: Detail<C>;

  constructor(code: C, detail: Detail<C>, options?: ErrorOptions) {
    super((catalogue[code].say as (d: Detail<C>) => string)(detail), options);
    this.name = 'CodedError';
    this.code = code;
    this.status = catalogue[code].status;
    this.detail = detail;
  }
}

export const errorCodes = Object.keys(catalogue) as ErrorCode[];

/** What an error looks like on the wire, on both servers. FastAPI's `detail` list joins it where a body is invalid. */
export const ErrorReply = z.object({ code: z.string(), message: z.string(), detail: z.unknown().optional() });
export type ErrorReply = z.infer<typeof ErrorReply>;

export const toErrorReply = (error: unknown): ErrorReply & { status: number } =>
  error instanceof CodedError
    ? { status: error.status, code: error.code, message: error.message }
    : { status: 500, code: 'internal', message: catalogue.internal.say() };

/** The sentence of anything thrown, for messages that quote a cause. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Ends a `switch` over a union: adding a variant then fails to compile until it is handled. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
