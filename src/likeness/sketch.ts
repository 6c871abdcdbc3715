/**
 * MinHash sketches: texts that share much share bands, so that an index finds the few worth comparing.
 * Two texts of likeness s have one band of n minima in common with probability s^n.
 *
 * Bands are stored. Whoever changes what they are made of gives `sketchMethod` the next number, and
 * has a migration empty `finding_band` and set `finding.sketch` to null: they are then made anew.
 */

/** By which method stored bands were made. */
export const sketchMethod = 1;

export interface Banding {
  /** Keeps bands of one purpose apart from those of another. */
  readonly purpose: number;
  readonly bands: number;
  /** Minima per band: the more, the more alike texts must be to meet. */
  readonly minima: number;
}

/** The bands of a text given in pieces, as signed 32-bit integers. None for a text without pieces. */
export function bandsOf(
  pieces: ReadonlySet<string>,
  { purpose, bands, minima }: Banding,
): readonly number[] {
  if (pieces.size === 0) return [];
  const lowest = new Uint32Array(bands * minima).fill(0xff_ff_ff_ff);
  for (const piece of pieces) {
    const hash = hashOf(piece);
    for (let at = 0; at < lowest.length; at += 1) {
      const value = mixed(hash ^ Math.imul(at + 1, 0x9e_37_79_b1));
      if (value < (lowest[at] ?? 0)) lowest[at] = value;
    }
  }
  return Array.from({ length: bands }, (_, band) =>
    lowest
      .subarray(band * minima, (band + 1) * minima)
      .reduce((hash, value) => mixed(hash ^ value), mixed(purpose * 1000 + band)),
  ).map((value) => value | 0);
}

/** One band that only texts of the very same pieces share. */
export function exactBand(pieces: ReadonlySet<string>, purpose: number): readonly number[] {
  if (pieces.size === 0) return [];
  let sum = mixed(purpose);
  // A sum: sets have no order.
  for (const piece of pieces) sum = (sum + mixed(hashOf(piece))) >>> 0;
  return [mixed(sum ^ purpose) | 0];
}

/** FNV-1a over UTF-16 code units. */
function hashOf(piece: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < piece.length; at += 1) {
    hash = Math.imul(hash ^ piece.charCodeAt(at), 0x01_00_01_93);
  }
  return hash >>> 0;
}

/** Spreads 32 bits over 32 bits. */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
