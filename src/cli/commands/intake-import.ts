/** rectiflow intake --check and --apply: what a document would do to a round, and doing it. */
import type { Actor } from '../../../machines/actor.ts';
import { readCorrections } from '../../imports/correction-files.ts';
import { importerCalled } from '../../imports/incoming.ts';
import type { ImportAnswer } from '../../imports/imports.ts';
import { RectiflowError } from '../../errors.ts';
import { IntakeError, type Masking } from '../../intake/index.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { print, printJson } from '../output.ts';
import { reviewLines } from '../review-lines.ts';

export interface ImportOptions extends ConfigOption {
  readonly json?: boolean;
  readonly apply?: boolean;
  readonly check?: boolean;
  readonly round?: string;
  /** A file of corrections. */
  readonly corrections?: string;
  readonly policy?: string;
  readonly by?: string;
  readonly strict?: boolean;
  /** Whose names are masked; of petitions without it. */
  readonly mask?: Masking;
}

/** A file as it is. */
export interface FileGiven {
  /** Without its folder. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What is wrong with the file, where it cannot be read; everything else is thrown. */
export async function importFile(
  given: FileGiven,
  options: ImportOptions,
): Promise<IntakeError | null> {
  try {
    await takeIn(given, options);
    return null;
  } catch (error) {
    if (!(error instanceof RectiflowError)) throw error;
    const unread = IntakeError.safeParse({ ...error.detail, code: error.code });
    if (!unread.success) throw error;
    return unread.data;
  }
}

async function takeIn({ file, bytes }: FileGiven, options: ImportOptions): Promise<void> {
  const { corrections: path, policy, by, strict, mask, json = false } = options;
  const corrections = path === undefined ? [] : await readCorrections(path);
  const request = {
    bytes,
    file,
    round: options.round ?? '',
    corrections,
    ...(policy !== undefined && { policy }),
    mask,
  };
  await using rectiflow = await openFrom(configOf(options));
  if (options.apply !== true) {
    const checked = await rectiflow.imports.check(request);
    if (json) printJson(checked);
    else for (const line of reviewLines(checked)) print(line);
    return;
  }
  const actor: Actor =
    by === undefined ? importerCalled(file) : { kind: 'person', id: by, unit: null };
  const answer = await rectiflow.imports.apply({
    ...request,
    by: actor,
    ...(strict !== undefined && { strict }),
  });
  if (json) printJson(answer);
  else for (const line of answerLines(answer)) print(line);
}

function answerLines(answer: ImportAnswer): readonly string[] {
  const { id, at } = answer.import;
  if (answer.kind === 'unchanged') {
    return [`未变化:已于 ${at} 导入,未写入 / unchanged: taken in then, nothing written  ${id}`];
  }
  const { counts } = answer.review;
  return [
    ...reviewLines(answer.review),
    `已登记 ${counts.toOpen} 个问题 / ${counts.toOpen} findings opened  ${id}`,
  ];
}
