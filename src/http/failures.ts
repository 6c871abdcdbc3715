/** Turns whatever went wrong into a problem: what the caller did in full, what we did as an id only. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { RectiflowError } from '../errors.ts';
import { findingIdParams } from './finding-schemas.ts';
import {
  isDataCode,
  isHttpErrorCode,
  RequestRefused,
  sendProblem,
  type HttpErrorCode,
  type ProblemMembers,
} from './problem.ts';

interface Failure {
  readonly code: HttpErrorCode;
  readonly members?: ProblemMembers;
}

/** The one error handler. */
export function answerFailure(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { code, members } = failureOf(error, request);
  // Where the same sender would meet the same fault again, nobody here has to look into it.
  if (code !== 'internal' && code !== 'database_unreachable') {
    return sendProblem(reply, code, members);
  }
  const { method, routeOptions, id: requestId } = request;
  const about = { method, route: routeOptions.url, finding: findingIn(request) };
  request.log.error({ code, ...about, fault: faultOf(error) }, code);
  return sendProblem(reply, code, { requestId });
}

export function answerNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, 'route_not_found');
}

/** The id of the finding a request is about, for the log: nothing else a path may hold. */
export function findingIn({ params }: FastifyRequest): string | undefined {
  return findingIdParams.safeParse(params).data?.id;
}

function failureOf(error: unknown, request: FastifyRequest): Failure {
  if (error instanceof RequestRefused) return error;
  if (error instanceof RectiflowError) {
    // Its detail is for the operator: it may hold an address or a folder.
    // Data is ours unless the route knows that the caller gave it, and says so (given-data.ts).
    const known = isHttpErrorCode(error.code) && !isDataCode(error.code);
    return { code: known ? error.code : 'internal' };
  }
  if (isFastifyError(error)) return failureOfFastify(error);
  // A client that goes away in the middle of its body leaves us an error of the socket.
  if (request.raw.destroyed && !request.raw.complete) return { code: 'request_invalid' };
  return { code: 'internal' };
}

/** Only the framework's own errors know an HTTP status: a host's may carry one of another service. */
function isFastifyError(error: unknown): error is FastifyError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('FST_')
  );
}

function failureOfFastify({ statusCode }: FastifyError): Failure {
  if (statusCode === 415) return { code: 'unsupported_media_type' };
  if (statusCode === 413) return { code: 'payload_too_large' };
  if (statusCode === 404) return { code: 'route_not_found' };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return { code: 'request_invalid' };
  }
  return { code: 'internal' };
}

/** Where an error happened, without its words: they may quote a row, an address or a password. */
export interface Fault {
  readonly name: string;
  /** A stable code, e.g. a SQLSTATE. */
  readonly code?: string;
  readonly at: readonly string[];
  readonly cause?: Fault;
}

const framesMax = 8;
const causesMax = 3;

export function faultOf(error: unknown, depth = 0): Fault {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const deeper = error.cause !== undefined && depth < causesMax;
  return {
    name: error.name,
    ...code,
    at: framesOf(error).slice(0, framesMax),
    ...(deeper ? { cause: faultOf(error.cause, depth + 1) } : {}),
  };
}

function framesOf({ stack = '', message }: Error): string[] {
  // A message may have lines that look like frames; it stands before them, whole.
  const at = stack.indexOf(message);
  return stack
    .slice(at === -1 ? 0 : at + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at [^\n]+:\d+:\d+\)?$/u.test(line));
}
