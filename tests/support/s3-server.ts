/** An S3 service over HTTP that keeps objects in memory, takes signed requests only, and can be out of order. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface S3Server extends AsyncDisposable {
  readonly endpoint: string;
  /** By `bucket/key`; to be looked at, and to be spoilt. */
  readonly objects: Map<string, Buffer>;
  /** `METHOD bucket/key`, of every request that was signed as it should be. */
  readonly taken: string[];
  /** Codes requests were refused with. */
  readonly refused: string[];
  /** Answers every request like this from now on; null goes back to normal. */
  fail(how: { readonly status: number; readonly code: string } | 'hangUp' | null): void;
}

export const s3Keys = {
  region: 'cn-test-1',
  accessKeyId: 'TESTKEYID',
  secretAccessKey: 'geheim/+test=',
} as const;

/** The one bucket it has. */
const bucket = 'ledger';

export async function startS3(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const [taken, refused]: [string[], string[]] = [[], []];
  let failure: Parameters<S3Server['fail']>[0] = null;

  function refuse(response: ServerResponse, status: number, code: string): void {
    refused.push(code);
    const text = `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;
    response.writeHead(status, { 'content-type': 'application/xml' }).end(text);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (failure === 'hangUp') return void request.socket.destroy();
    const body = await buffer(request);
    if (failure !== null) return refuse(response, failure.status, failure.code);
    const fault = faultIn(request, body);
    if (fault !== null) return refuse(response, 403, fault);
    // S3 wants to know the length beforehand.
    if (request.method === 'PUT' && request.headers['content-length'] === undefined) {
      return refuse(response, 411, 'MissingContentLength');
    }
    const at = decodeURIComponent(request.url ?? '').slice(1);
    taken.push(`${request.method} ${at}`);
    if (!at.startsWith(`${bucket}/`)) return refuse(response, 404, 'NoSuchBucket');
    if (request.method === 'PUT') {
      objects.set(at, body);
      response.writeHead(200).end();
      return;
    }
    const object = objects.get(at);
    if (object === undefined) return refuse(response, 404, 'NoSuchKey');
    response.writeHead(200, { 'content-length': object.length });
    response.end(request.method === 'HEAD' ? undefined : object);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    taken,
    refused,
    fail(how) {
      failure = how;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What is wrong with the request as Signature Version 4 has it, in S3's own words, or null. */
function faultIn(request: IncomingMessage, body: Buffer): string | null {
  const { headers } = request;
  const header = (name: string): string => String(headers[name] ?? '');
  const fields =
    /^AWS4-HMAC-SHA256 Credential=(?<id>[^/]+)\/(?<scope>(?<day>\d{8})\/(?<region>[^/]+)\/s3\/aws4_request), ?SignedHeaders=(?<signed>[a-z0-9;-]+), ?Signature=(?<signature>[0-9a-f]{64})$/u.exec(
      header('authorization'),
    )?.groups;
  if (fields === undefined) return 'AccessDenied';
  const { id, scope = '', day = '', region, signed = '', signature = '' } = fields;
  if (id !== s3Keys.accessKeyId) return 'InvalidAccessKeyId';
  if (region !== s3Keys.region) return 'AuthorizationHeaderMalformed';
  const date = header('x-amz-date');
  const iso = date.replace(/^(....)(..)(..T..)(..)(..Z)$/u, '$1-$2-$3:$4:$5');
  if (!date.startsWith(day) || !(Math.abs(Date.now() - Date.parse(iso)) < 15 * 60_000)) {
    return 'RequestTimeTooSkewed';
  }
  const names = signed.split(';');
  const needed = ['host', 'x-amz-content-sha256', 'x-amz-date'];
  if (!needed.every((name) => names.includes(name))) return 'AccessDenied';
  const hash = header('x-amz-content-sha256');
  if (hash !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const canonical = [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    ...names.map((name) => `${name}:${header(name).trim().replaceAll(/ +/gu, ' ')}`),
    '',
    signed,
    hash,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const expected = signatureOf(s3Keys.secretAccessKey, scope, toSign);
  const same = timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
  return same ? null : 'SignatureDoesNotMatch';
}

/** The signature of a string to sign, for a scope `day/region/service/aws4_request`. */
export function signatureOf(secretAccessKey: string, scope: string, toSign: string): string {
  const key = scope
    .split('/')
    .reduce<Buffer>((made, part) => hmac(made, part), Buffer.from(`AWS4${secretAccessKey}`));
  return hmac(key, toSign).toString('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function canonicalPath(path: string): string {
  return path
    .split('/')
    .map((part) => strictly(decodeURIComponent(part)))
    .join('/');
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => `${strictly(name)}=${strictly(value)}`)
    .toSorted()
    .join('&');
}

/** Everything but letters, digits, and `-._~`. */
function strictly(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
