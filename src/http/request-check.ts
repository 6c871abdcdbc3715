/** Checks each part of a request against its zod schema, and says in which part something is wrong. */
import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import type { Problem } from '../engine/answers.ts';
import { problemsOf } from '../engine/send.ts';
import { RequestRefused, type RequestFault, type RequestPart } from './problem.ts';

const parts: Readonly<Record<string, RequestPart>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'header',
};

/** Nobody corrects more than this at once; the rest would only echo what was sent. */
const faultsMax = 20;
const messageLengthMax = 600;

export const checkRequest: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart = '' }) => {
  const part = parts[httpPart];
  return (data: unknown) => {
    const checked = schema.safeParse(data);
    if (checked.success) return { value: checked.data };
    const problems = faultsShown(part, problemsOf(checked.error));
    return { error: new RequestRefused('request_invalid', { problems }) };
  };
};

/** As much of what is wrong with one part of a request as goes into an answer. */
export function faultsShown(
  part: RequestPart | undefined,
  problems: readonly Problem[],
): RequestFault[] {
  return problems.slice(0, faultsMax).map(({ path, message }) => {
    return { in: part, path, message: message.slice(0, messageLengthMax) };
  });
}
