/** A document as somebody hands it in to be taken in, checked. */
import { basename, win32 } from 'node:path';
import { z } from 'zod';
import { actorSchema } from '../../machines/actor.ts';
import { storedText } from '../../machines/words.ts';
import { checked } from '../checked.ts';
import { roundCodeSchema } from '../engine/finding-to-open.ts';
import { policyNameSchema } from '../engine/policy.ts';
import { IntakeDocument, MASKINGS } from '../intake/index.ts';
import { correctionListSchema } from './corrections.ts';

/** The name alone: folders tell of a machine, not of a document. */
function withoutFolder(file: string): string {
  return basename(win32.basename(file));
}

export const fileNameSchema = z.string().transform(withoutFolder).pipe(storedText(255));

const documentSchema = IntakeDocument.refine((document) => !holdsUnstorable(document), {
  message: 'must not contain NUL or half of a surrogate pair',
});

/** NUL, or half of a surrogate pair, wherever it stands. */
export function holdsUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return /\0|\p{Surrogate}/u.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsUnstorable);
}

/** What is the same whether a file comes as it is, or as it was read. */
export const importShape = {
  /** The inspection round's code. A round that does not exist yet is opened with it. */
  round: roundCodeSchema,
  corrections: correctionListSchema.default([]),
  /** The rule set to open findings under. Without it, the current one. */
  policy: policyNameSchema.optional(),
};

/** A document as it was read before, by a check or by the command line. */
export const documentShape = {
  document: documentSchema,
  file: fileNameSchema.optional(),
  /** Of the bytes it was read from; without it that of the document as it was read. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/u, { message: 'must be a SHA-256 in lower-case hex' })
    .optional(),
};

const bytesShape = {
  /** The file as it is. */
  bytes: z.custom<Uint8Array>((given) => given instanceof Uint8Array, 'must be bytes'),
  file: fileNameSchema.optional(),
  /** Whose names are masked; of petitions where nothing is said. */
  mask: z.enum(MASKINGS).optional(),
};

const applyShape = {
  by: actorSchema,
  /** Nothing is taken in while there are conflicts, or rows that a person has to decide on. */
  strict: z.boolean().default(false),
};

const documentToCheck = z.strictObject({ ...importShape, ...documentShape });
const bytesToCheck = z.strictObject({ ...importShape, ...bytesShape });
const documentToApply = documentToCheck.extend(applyShape);
const bytesToApply = bytesToCheck.extend(applyShape);

/** A document, or the bytes of its file, and the round it is for. */
export type ImportToCheck = z.input<typeof documentToCheck> | z.input<typeof bytesToCheck>;
export type ImportToApply = z.input<typeof documentToApply> | z.input<typeof bytesToApply>;
export type CheckedImport = z.output<typeof documentToCheck> | z.output<typeof bytesToCheck>;
export type CheckedApply = z.output<typeof documentToApply> | z.output<typeof bytesToApply>;

/** Throws `request_invalid`. */
export function checkedImport(given: ImportToCheck): CheckedImport {
  return 'bytes' in given ? checked(bytesToCheck, given) : checked(documentToCheck, given);
}

export function checkedApply(given: ImportToApply): CheckedApply {
  return 'bytes' in given ? checked(bytesToApply, given) : checked(documentToApply, given);
}
