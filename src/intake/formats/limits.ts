/** How much of a file is taken in: what is larger is refused, never cut. */
import { z } from 'zod';

const whole = z.int().positive();

export const intakeLimitsSchema = z.strictObject({
  /** The file as it comes, in bytes. */
  file: whole,
  /** All that an archive (docx, xlsx) holds, unpacked, in bytes. */
  unpacked: whole,
  /** Files in an archive. */
  entries: whole,
  /** Times an archive, or one file in it, may grow when unpacked. */
  ratio: whole,
  /** What grows to no more bytes than this may grow by any factor: a long table of like rows is no bomb. */
  ratioFloor: whole,
  /** Cells of a file's tables that hold something. */
  cells: whole,
  /** Columns of one table: the number of its last one. */
  columns: whole,
  /** Rows of one table. */
  rows: whole,
  /** From the start of the reading to its end, in milliseconds. */
  timeMs: whole,
  /** Heap of the thread that reads, in MB. */
  memoryMb: whole,
});
export type IntakeLimits = Readonly<z.infer<typeof intakeLimitsSchema>>;

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: IntakeLimits = {
  file: 20 * MIB,
  unpacked: 100 * MIB,
  entries: 2_000,
  ratio: 100,
  ratioFloor: 16 * MIB,
  cells: 2_000_000,
  columns: 256,
  rows: 200_000,
  timeMs: 60_000,
  memoryMb: 512,
};

/** The limits with those given in place of the usual ones. Throws a ZodError on what is no limit. */
export function limitsWith(given: Partial<IntakeLimits> = {}): IntakeLimits {
  return intakeLimitsSchema.parse({ ...DEFAULT_LIMITS, ...given });
}
