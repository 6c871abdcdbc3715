/** Problems as RFC 9457 says them: every error over HTTP has this one shape and comes from the one table. */
import type { FastifyReply } from 'fastify';
import type { Problem as Wrong } from '../engine/answers.ts';
import { errorTable, type ErrorCode } from '../errors.ts';

export const problemMediaType = 'application/problem+json';

/** The codes an answer over HTTP may carry. Any other failure is `internal` to the caller. */
export const httpErrorCodes = [
  'request_invalid',
  'finding_not_found',
  'round_not_found',
  'duty_not_found',
  'clock_not_found',
  'person_not_found',
  'survey_not_found',
  'import_not_found',
  'delegation_not_found',
  'dispatch_not_found',
  'template_not_found',
  'file_not_found',
  'file_store_missing',
  'route_not_found',
  'event_refused',
  'checklist_changed',
  'questionnaire_changed',
  'survey_closed',
  'survey_answered',
  'import_conflicts',
  'delegation_overlaps',
  'delegation_ended',
  'dispatch_settled',
  'not_the_recipient',
  'dispatch_not_sent',
  'promise_missing',
  'promise_past',
  'link_invalid',
  'link_expired',
  'link_used',
  'version_conflict',
  'file_too_large',
  'payload_too_large',
  'unsupported_media_type',
  'event_invalid',
  'idempotency_key_reused',
  'empty_document',
  'too_large',
  'binary_content',
  'undecodable_text',
  'no_findings',
  'measures_before_finding',
  'format_unknown',
  'file_encrypted',
  'unsafe_archive',
  'no_text_layer',
  'took_too_long',
  'header_not_found',
  'calendar_invalid',
  'calendar_not_covered',
  'policy_invalid',
  'policy_unknown',
  'wording_invalid',
  'state_unreadable',
  'file_damaged',
  'internal',
  'database_unreachable',
  'file_store_unavailable',
] as const satisfies readonly ErrorCode[];
export type HttpErrorCode = (typeof httpErrorCodes)[number];

export function isHttpErrorCode(code: string): code is HttpErrorCode {
  return httpErrorCodes.some((known) => known === code);
}

/** What may be wrong with data: the caller's fault where the caller gave it, and ours anywhere else. */
const dataCodes = [
  'calendar_invalid',
  'calendar_not_covered',
  'policy_invalid',
  'policy_unknown',
  'wording_invalid',
] as const satisfies readonly HttpErrorCode[];

export function isDataCode(code: string): code is (typeof dataCodes)[number] {
  return dataCodes.some((known) => known === code);
}

/** The part of the request that is wrong. */
export type RequestPart = 'body' | 'query' | 'path' | 'header';

/** One thing wrong with a request: in which part, where in it, and what. */
export interface RequestFault extends Wrong {
  readonly in?: RequestPart | undefined;
}

/** What a problem says beyond what the table says about its code. */
export interface ProblemMembers {
  /** In place of the table's status, where the same code answers a different kind of request. */
  readonly status?: number;
  readonly detail?: string;
  readonly problems?: readonly RequestFault[];
  readonly guard?: string;
  readonly allowed?: readonly string[];
  readonly state?: string;
  readonly stage?: string;
  readonly version?: number;
  readonly currentVersion?: number;
  /** Of a document. */
  readonly line?: number;
  readonly requestId?: string;
}

/** A problem as it goes over the wire. */
export interface Problem extends ProblemMembers {
  readonly type: string;
  readonly title: string;
  readonly titleZh: string;
  readonly status: number;
  readonly code: HttpErrorCode;
  readonly instance?: string;
}

/** A longer path says nothing more about which request it was. */
const instanceLengthMax = 300;

export function problemOf(
  code: HttpErrorCode,
  members: ProblemMembers = {},
  path?: string,
): Problem {
  const { status, title, titleZh } = errorTable[code];
  const known = path !== undefined && path.length <= instanceLengthMax;
  return {
    type: `/problems/${code}`,
    title,
    titleZh,
    status,
    code,
    ...(known ? { instance: path } : {}),
    ...members,
  };
}

/** How long a caller should wait for the database to be back, in seconds. */
const retryAfterSeconds = 5;

export function sendProblem(
  reply: FastifyReply,
  code: HttpErrorCode,
  members: ProblemMembers = {},
): FastifyReply {
  const problem = problemOf(code, members, pathOf(reply));
  if (problem.status === 503) void reply.header('retry-after', retryAfterSeconds);
  return (
    reply
      .code(problem.status)
      .type(problemMediaType)
      // With a serializer of its own the media type stays as registered, without a charset.
      .serializer((payload: Problem) => JSON.stringify(payload))
      .send(problem)
  );
}

/** The path asked for as the client knows it, also under a host's prefix, without the query. */
export function pathOf({ request }: Pick<FastifyReply, 'request'>): string {
  return request.originalUrl.replace(/[?#].*$/su, '');
}

/** A request that cannot be taken, found out where only an exception can leave. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly code: HttpErrorCode;
  readonly members: ProblemMembers;

  constructor(code: HttpErrorCode, members: ProblemMembers = {}) {
    super(errorTable[code].title);
    this.code = code;
    this.members = members;
  }
}
