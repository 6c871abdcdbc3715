/** One signed request to an S3-compatible service. */
import type { Readable } from 'node:stream';
import { RectiflowError } from '../errors.ts';

/** Where the bucket is, and as whom it is spoken to. */
export interface S3Access {
  /** Where the service answers: `https://…`, without the bucket. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Stands before every name: `ledger` makes `ledger/<sha256>`. */
  readonly prefix?: string | undefined;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The bucket in the path (default), or before the host: some services take but one of them. */
  readonly addressing?: 'path' | 'host' | undefined;
}

/** Content as it goes out. */
interface Outgoing {
  readonly bytes: number;
  readonly read: Readable;
}

export type S3Asker = (
  method: 'GET' | 'HEAD' | 'PUT',
  sha256: string,
  content?: Outgoing,
) => Promise<Response>;

/** Whoever has not begun to answer by then, does not answer. What is sent first takes its time as well. */
const answerMillisMax = 60_000;
const sendingMillisMax = 300_000;

/** The SHA-256 of nothing: what a request without a body is signed with. */
const hashOfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export function createS3Asker(access: S3Access): S3Asker {
  const { region, accessKeyId, secretAccessKey } = access;
  return async (method, sha256, content) => {
    // Loaded only where files are kept there.
    const { AwsV4Signer } = await import('aws4fetch');
    const signer = new AwsV4Signer({
      method,
      url: addressOf(access, sha256),
      // With its hash signed, the service itself refuses what changes on the way.
      headers: { 'x-amz-content-sha256': content === undefined ? hashOfNothing : sha256 },
      service: 's3',
      region,
      accessKeyId,
      secretAccessKey,
    });
    const { url, headers } = await signer.sign();
    // Compressed on the way, it would have lost its length.
    headers.set('accept-encoding', 'identity');
    if (content === undefined) return answerOf(url, { method, headers }, answerMillisMax);
    headers.set('content-length', String(content.bytes));
    headers.set('content-type', 'application/octet-stream');
    const request: RequestInit = { method, headers, body: content.read, duplex: 'half' };
    try {
      return await answerOf(url, request, sendingMillisMax);
    } finally {
      content.read.destroy();
    }
  };
}

/** Where the object is: with its bucket in the path, or before the host. */
export function addressOf(
  { endpoint, bucket, prefix = '', addressing }: S3Access,
  sha256: string,
): string {
  const url = new URL(endpoint);
  const before = addressing === 'host' ? [] : [bucket];
  if (addressing === 'host') url.hostname = `${bucket}.${url.hostname}`;
  const base = url.pathname.split('/');
  // A prefix of two dots would lead into another bucket.
  const path = [...base, ...before, ...prefix.split('/'), sha256].filter(
    (part) => !/^\.{0,2}$/u.test(part),
  );
  url.pathname = `/${path.map(encodeURIComponent).join('/')}`;
  return url.href;
}

async function answerOf(url: URL, request: RequestInit, millisMax: number): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), millisMax);
  try {
    // What is signed for one host is not for another.
    return await fetch(url, { ...request, redirect: 'manual', signal: late.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** What an answer that says no is told as: its status and the service's own code, no address. */
export async function unexpected(answer: Response): Promise<RectiflowError> {
  const text = await answer.text();
  const reason = /<Code>(\w{1,64})<\/Code>/u.exec(text)?.[1];
  return new RectiflowError('file_store_unavailable', { status: answer.status, reason });
}

/** The length of the file an answer is about, in bytes. Throws where it does not say. */
export function lengthIn({ status, headers }: Response): number {
  const length = headers.get('content-length');
  if (length !== null) return Number(length);
  throw new RectiflowError('file_store_unavailable', { status, reason: 'no_length' });
}
