/** Posts one body over a connection of its own, and reports exactly how far it came. */
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Addresses, Target } from './target.ts';

/** Why there is no answer. The words end outcome codes. */
export type Fault =
  | 'dns'
  | 'address_forbidden'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'protocol'
  | 'connection_lost';

export interface Answer {
  readonly kind: 'answered';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** At most 64 KB of it, and less where the connection broke within. */
  readonly body: string;
}

export type PostResult =
  | Answer
  /** `written`: the request may have reached the other side, so it may have been taken. */
  | { readonly kind: 'failed'; readonly fault: Fault; readonly written: boolean };

export interface Posting {
  /** The target's own address, perhaps with more behind the question mark. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For all of it: name, connection, request and answer. */
  readonly timeoutMs: number;
}

const bodyBytesMax = 64 * 1024;

/** Never rejects for what the other side does. Redirects are answers like any other. */
export async function post(target: Target, posting: Posting): Promise<PostResult> {
  const signal = AbortSignal.timeout(posting.timeoutMs);
  const found = await Promise.race([target.addresses(), abortOf(signal)]);
  if (found.kind === 'failed') return { ...found, written: false };
  return exchange(found.addresses, posting, signal);
}

function abortOf(signal: AbortSignal): Promise<{ readonly kind: 'failed'; readonly fault: Fault }> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'failed', fault: 'timeout' }));
  });
}

function exchange(
  addresses: Extract<Addresses, { kind: 'found' }>['addresses'],
  { url, headers, body }: Posting,
  signal: AbortSignal,
): Promise<PostResult> {
  const secure = url.protocol === 'https:';
  const bytes = Buffer.from(body);
  return new Promise((resolve) => {
    let written = false;
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      // One connection each: a kept one may have been closed meanwhile, and then nobody could tell.
      agent: false,
      lookup: onlyOf(addresses),
      headers: {
        'accept-encoding': 'identity',
        'user-agent': 'rectiflow',
        ...headers,
        'content-length': bytes.length,
      },
      signal,
    });
    request.once('socket', (socket) => {
      // From here on the request is in the system's hands.
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        written = true;
      });
    });
    request.on('error', (error) => {
      resolve({ kind: 'failed', fault: signal.aborted ? 'timeout' : faultOf(error), written });
    });
    // Without error or answer where the other side asks for another protocol.
    request.once('close', () => resolve({ kind: 'failed', fault: 'protocol', written }));
    request.once('response', (response) => resolve(answerOf(response)));
    request.end(bytes);
  });
}

async function answerOf(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of response) {
      if (!(part instanceof Buffer)) continue;
      parts.push(part);
      size += part.length;
      if (size >= bodyBytesMax) break;
    }
  } catch {
    // Broken off, or out of time, within the body: the status has been said all the same.
  }
  response.destroy();
  return {
    kind: 'answered',
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(parts).subarray(0, bodyBytesMax).toString(),
  };
}

/** Connects to the addresses that were checked and to no other, whatever the name leads to by now. */
function onlyOf(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, done) => {
    const [first] = all;
    if (options.all === true) done(null, all);
    else if (first !== undefined) done(null, first.address, first.family);
  };
}

const unreachableCodes =
  /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/u;
const certificateCodes = /CERT|SIGNATURE|^EPROTO$|^ERR_(?:SSL|TLS)/u;

function faultOf(error: Error): Fault {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ETIMEDOUT') return 'timeout';
  if (unreachableCodes.test(code)) return 'unreachable';
  if (certificateCodes.test(code)) return 'tls';
  return code.startsWith('HPE_') ? 'protocol' : 'connection_lost';
}
