/** Reads JSON bodies: UTF-8 or nothing, no prototype games, and also where the host has parsed them. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mailMediaType } from './mail-body.ts';
import { RequestRefused } from './problem.ts';

/** A plan of 200 measures with everything said about them fits many times over. */
export const bodyBytesMax = 4 * 1024 * 1024;

/** Takes `application/json` and nothing else: anything else is 415. */
export function readJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request, bytes: Buffer, done) => {
      const text = textOf(request, bytes);
      void parse(request, text, (error, body) => {
        if (error === null) done(null, body);
        else done(new RequestRefused('request_invalid', { detail: faultIn(text) }));
      });
    },
  );
  app.addHook('preParsing', async (request, _reply, payload) => bodyReadByHost(request) ?? payload);
}

/** A text that is not UTF-8 would enter the ledger garbled, and be chained that way for good. */
function textOf({ headers }: FastifyRequest, bytes: Buffer): string {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/iu.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/iu.test(charset)) {
    throw new RequestRefused('unsupported_media_type', {
      detail: '请使用 UTF-8 编码 / JSON is exchanged in UTF-8.',
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RequestRefused('request_invalid', {
      detail: '请求体不是 UTF-8 编码 / The body is not UTF-8.',
    });
  }
}

function faultIn(text: string): string {
  if (text.trim() === '') return '请求体为空 / The body is empty.';
  try {
    JSON.parse(text);
    return '请求体含有 __proto__ 或 constructor.prototype / The body names __proto__ or constructor.prototype.';
  } catch (error) {
    const position = /position (\d+)/u.exec(error instanceof Error ? error.message : '')?.[1];
    return position === undefined
      ? '请求体不是完整的 JSON / The body is not JSON.'
      : `请求体不是 JSON,第 ${position} 个字符处有误 / The body is not JSON at position ${position}.`;
  }
}

/** Express and Nest read JSON before a mounted handler sees it: waiting for the stream would never end. */
function bodyReadByHost({ raw, headers }: FastifyRequest): Readable | undefined {
  const announced = headers['transfer-encoding'] ?? headers['content-length'] ?? '0';
  if (announced === '0') return undefined;
  if (!raw.readableEnded) {
    refuseCompressed(headers['content-encoding']);
    return undefined;
  }
  const bytes = keptByHost(raw, headers['content-type']);
  if (bytes === null) throw new Error('the host has read the body and not kept it as request.body');
  // The length announced is that of the bytes the host has read, not of these.
  const receivedEncodedLength = Number(headers['content-length'] ?? bytes.length);
  return Object.assign(Readable.from([bytes]), { receivedEncodedLength });
}

function refuseCompressed(encoding = 'identity'): void {
  if (encoding.toLowerCase() === 'identity') return;
  throw new RequestRefused('unsupported_media_type', {
    detail: '不接受压缩的请求体 / Compressed bodies are not taken.',
  });
}

function keptByHost(raw: object, mediaType = ''): Buffer | null {
  if (!('body' in raw) || raw.body === undefined) return null;
  const { body } = raw;
  if (Buffer.isBuffer(body)) return body;
  if (!mediaType.toLowerCase().startsWith(mailMediaType)) return Buffer.from(JSON.stringify(body));
  // A mail is kept as a text, or not at all: anything else is what the host gives those it has not read.
  return typeof body === 'string' ? Buffer.from(body) : null;
}
