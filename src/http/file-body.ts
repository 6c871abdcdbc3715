/** Reads a file as it comes in: application/octet-stream, in any length, and nothing of it before its time. */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestRefused } from './problem.ts';

export const fileMediaType = 'application/octet-stream';

/** Takes bytes and nothing else within this scope: anything else is 415. */
export function readFileOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(fileMediaType, (request, payload: Readable, done) => {
    refuseRewritten(request);
    done(null, payload);
  });
}

/** What a host has parsed are not the bytes that were sent. */
function refuseRewritten({ raw }: FastifyRequest): void {
  if (!raw.readableEnded || !('body' in raw) || Buffer.isBuffer(raw.body)) return;
  throw new Error('the host has read the file and not kept its bytes as request.body');
}

/** Throws `file_too_large` for a length announced: then not one byte has to be written. */
export function refuseTooLong(announced: string | undefined, maxBytes: number): void {
  if (Number(announced ?? 0) > maxBytes) throw new RequestRefused('file_too_large');
}

/**
 * The bytes, of which there must be some. Where nobody wants the rest of them it is let go by, so
 * that whoever is still sending comes to hear the answer.
 */
export async function* someBytes(body: Readable): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    const chunks: AsyncIterable<Uint8Array> = body.iterator({ destroyOnReturn: false });
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      yield chunk;
    }
  } finally {
    body.resume();
  }
  if (bytes > 0) return;
  throw new RequestRefused('request_invalid', { detail: '文件为空 / The file is empty.' });
}
