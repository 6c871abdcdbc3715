/** Writes zip archives by hand, so that tests can also write ones that lie. */
import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string | Buffer;
  readonly content: string | Uint8Array;
  /** Deflated unless false. */
  readonly deflate?: boolean;
  /** What the archive says instead of the truth. */
  readonly claims?: {
    readonly size?: number;
    readonly packedSize?: number;
    readonly crc32?: number;
    readonly method?: number;
    readonly flags?: number;
    /** In the header before the data only. */
    readonly localName?: string;
    readonly offset?: number;
  };
}

export interface ZipClaims {
  readonly entries?: number;
  readonly directoryOffset?: number;
  readonly comment?: string;
}

export function zipFile(parts: readonly ZipPart[], claims: ZipClaims = {}): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const { local, packed, central } = records(part, offset);
    pieces.push(local, packed);
    directory.push(central);
    offset += local.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const comment = Buffer.from(claims.comment ?? '');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  const count = Math.min(claims.entries ?? parts.length, 0xffff);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(claims.directoryOffset ?? offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...pieces, listed, end, comment]);
}

function records(part: ZipPart, offset: number) {
  const { claims = {}, deflate = true } = part;
  const name = Buffer.from(part.name);
  const content = Buffer.from(part.content);
  const packed = deflate ? deflateRawSync(content) : content;
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(claims.flags ?? 0x800, 2);
  common.writeUInt16LE(claims.method ?? (deflate ? 8 : 0), 4);
  common.writeUInt16LE(0x21, 8);
  common.writeUInt32LE(claims.crc32 ?? crc32(content), 10);
  common.writeUInt32LE(claims.packedSize ?? packed.length, 14);
  common.writeUInt32LE(claims.size ?? content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const localName = Buffer.from(claims.localName ?? name);
  const localCommon = Buffer.from(common);
  localCommon.writeUInt16LE(localName.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), localCommon, localName]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(claims.offset ?? offset, 10);
  const made = Buffer.from([20, 0]);
  const central = Buffer.concat([Buffer.from('PK\u0001\u0002'), made, common, tail, name]);
  return { local, packed, central };
}
