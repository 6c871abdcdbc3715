/** Reads a document that comes in as the file it is, byte for byte; beside it JSON, as everywhere. */
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { ReadResult } from '../intake/index.ts';
import { problemsOf } from '../engine/send.ts';
import { RectiflowError } from '../errors.ts';
import { RequestRefused, type HttpErrorCode, type RequestPart } from './problem.ts';
import { faultsShown } from './request-check.ts';

/** As much as the reader takes. */
export const documentBytesMax = 20 * 1024 * 1024;

/** A document of which nobody knows the format comes as application/octet-stream: its content tells. */
export const documentMediaTypes = [
  'application/octet-stream',
  'text/plain',
  'text/html',
  'text/csv',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

/** Takes documents besides JSON within this scope. */
export function readDocumentsToo(app: FastifyInstance): void {
  app.addContentTypeParser(
    documentMediaTypes,
    { parseAs: 'buffer' },
    (_request, bytes: Buffer, done) => {
      done(null, bytes);
    },
  );
}

/** What the schema makes of one part of a request. Throws `request_invalid`, saying where. */
export function partOf<S extends z.ZodType>(
  part: RequestPart,
  schema: S,
  given: unknown,
): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new RequestRefused('request_invalid', {
    problems: faultsShown(part, problemsOf(parsed.error)),
  });
}

/** With a JSON body nothing stands in the query: which of two would count? */
export function refuseQuery(query: object): void {
  const [name] = Object.entries(query).find(([, value]) => value !== undefined) ?? [];
  if (name === undefined) return;
  const message = 'stands in the body, where that is JSON';
  throw new RequestRefused('request_invalid', {
    problems: [{ in: 'query', path: name, message }],
  });
}

type Unreadable = Extract<ReadResult, { ok: false }>['error']['code'];

/** Why a file cannot be read, as its reader says it. */
export const documentCodes = [
  'empty_document',
  'too_large',
  'binary_content',
  'undecodable_text',
  'no_findings',
  'measures_before_finding',
  'format_unknown',
  'file_damaged',
  'file_encrypted',
  'unsafe_archive',
  'no_text_layer',
  'took_too_long',
  'header_not_found',
] as const satisfies readonly (Unreadable & HttpErrorCode)[];

/** A file that cannot be read, or conflicts, goes back with what stood in the way. */
export async function sayingWhy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RectiflowError)) throw error;
    if (error.code === 'import_conflicts') {
      throw new RequestRefused('import_conflicts', { detail: error.message });
    }
    const code = documentCodes.find((known) => known === error.code);
    if (code === undefined) throw error;
    const { line } = error.detail;
    throw new RequestRefused(code, {
      // Of a stored file the same code is our fault.
      status: 422,
      detail: error.message,
      ...(typeof line === 'number' && { line }),
    });
  }
}
