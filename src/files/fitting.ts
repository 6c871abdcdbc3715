/** Content that is held against its name while it is read. */
import { createHash } from 'node:crypto';
import { pipeline, Transform, type Readable } from 'node:stream';
import { RectiflowError } from '../errors.ts';

/**
 * The same bytes, which end only where they fit the SHA-256. The last part is held back until that is
 * known: what is damaged never arrives whole, and what has one part does not begin to arrive.
 */
export function fitting(content: Readable, sha256: string): Readable {
  const hash = createHash('sha256');
  let held: Uint8Array | null = null;
  const checked = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      const before = held;
      held = chunk;
      if (before !== null) this.push(before);
      done();
    },
    flush(done) {
      const fits = hash.digest('hex') === sha256;
      if (fits && held !== null) this.push(held);
      done(fits ? null : new RectiflowError('file_damaged', { sha256 }));
    },
  });
  // Ends the source with its reader. Failures reach the reader through the stream itself.
  return pipeline(content, checked, () => undefined);
}
