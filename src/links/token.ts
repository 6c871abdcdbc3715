/** Tokens of links: an id to find the row by and a secret of 256 bits, of which only a hash is kept. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface MintedLink {
  /** What stands in the link: 64 characters of base64url. Never stored or logged. */
  readonly token: string;
  readonly id: string;
  /** SHA-256 of the secret, lower-case hex. */
  readonly hash: string;
}

export interface TokenParts {
  readonly id: string;
  readonly secret: Buffer;
}

const idBytes = 16;
const secretBytes = 32;

export function mintLink(id: string, random: (bytes: number) => Buffer = randomBytes): MintedLink {
  const secret = random(secretBytes);
  const token = Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), secret]);
  return { token: token.toString('base64url'), id, hash: hashOf(secret).toString('hex') };
}

/** Null for what no link of ours looks like. */
export function partsOf(token: string): TokenParts | null {
  if (!/^[\w-]{64}$/u.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const id = bytes.subarray(0, idBytes).toString('hex');
  return {
    id: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5'),
    secret: bytes.subarray(idBytes),
  };
}

/** In a time that does not depend on where they differ. */
export function secretMatches(secret: Buffer, hash: Buffer): boolean {
  const given = hashOf(secret);
  return given.length === hash.length && timingSafeEqual(given, hash);
}

function hashOf(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
