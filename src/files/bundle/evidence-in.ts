/** Which files the events of a chain name as evidence: of findings, and of the tasks of duties. */
import { z } from 'zod';
import { evidenceSchema } from '../../../machines/evidence.ts';
import type { Chain } from '../../engine/proof/chains.ts';
import type { StoredFile } from '../file-store.ts';

/** A piece of evidence, and the event that brought it. */
export interface NamedFile extends StoredFile {
  readonly evidenceId: string;
  readonly seq: number;
}

/** No more than is needed here: also where an event knows more of its evidence, or less, than today's do. */
const pieceSchema = z.object({
  id: z.string(),
  sha256: evidenceSchema.shape.sha256,
  bytes: z.number(),
});

/** In the order of the events. What is no evidence as it stands is for the replay to refuse. */
export function evidenceIn({ events }: Pick<Chain, 'events'>): NamedFile[] {
  return events.flatMap(({ seq, event }) => {
    const evidence: unknown = 'evidence' in event ? event.evidence : [];
    const pieces: unknown[] = Array.isArray(evidence) ? evidence : [evidence];
    return pieces.flatMap((piece) => {
      const { data } = pieceSchema.safeParse(piece);
      return data === undefined
        ? []
        : [{ seq, evidenceId: data.id, sha256: data.sha256, bytes: data.bytes }];
    });
  });
}
