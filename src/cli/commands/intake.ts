/** rectiflow intake: reads documents and shows what was found; with a round, what that would do, and on request does it. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readUpload } from '../../imports/reading.ts';
import type { IntakeDocument } from '../../intake/index.ts';
import { refusedBy } from '../file-errors.ts';
import { exitCode, print, printJson, say, type Exit } from '../output.ts';
import { importFile, type FileGiven, type ImportOptions } from './intake-import.ts';

export type IntakeOptions = ImportOptions;

interface Failure {
  readonly code: string;
  readonly message: string;
  /** Null where the fault is not in a line. */
  readonly line: number | null;
}

export async function intake(files: readonly string[], options: IntakeOptions): Promise<Exit> {
  const wrong = wrongUsage(files, options);
  if (wrong !== null) {
    say(wrong);
    return exitCode.usage;
  }
  const several = files.length > 1;
  let exit: Exit = exitCode.done;
  for (const file of files) {
    const failure = await takeUp(file, options, several);
    if (failure === null) continue;
    exit = exitCode.failed;
    showFailure(file, failure, options);
  }
  return exit;
}

/** Null where the file was read, and shown or taken in. */
async function takeUp(
  path: string,
  options: IntakeOptions,
  several: boolean,
): Promise<Failure | null> {
  const given = await fileAt(path);
  if ('code' in given) return given;
  // What is known of columns counts: it is read where that is known.
  if (isForRound(options)) return importFile(given, options);
  const read = await readUpload(given.bytes, given.file, { mask: options.mask });
  if (!read.ok) return read.error;
  if (options.json === true) printJson(several ? { file: path, ...read.document } : read.document);
  else show(path, read.document);
  return null;
}

function isForRound({ apply, check }: IntakeOptions): boolean {
  return apply === true || check === true;
}

/** Null where the options go together. */
function wrongUsage(files: readonly string[], options: IntakeOptions): string | null {
  const { apply, check, round, corrections, policy, by, strict } = options;
  if (apply === true && check === true) {
    return '--check 与 --apply 只能用其一 / give --check or --apply, not both';
  }
  if (!isForRound(options)) {
    const given = [corrections, policy, by, strict].some((each) => each !== undefined);
    return given ? '须有 --check 或 --apply / needs --check or --apply' : null;
  }
  if (round !== undefined && files.length === 1) return null;
  return `--${apply === true ? 'apply' : 'check'} 需要 --round,并且一次一个文件 / needs --round, and one file at a time`;
}

async function fileAt(path: string): Promise<FileGiven | Failure> {
  try {
    return { file: basename(path), bytes: await readFile(path) };
  } catch (error) {
    const reason = refusedBy(error) ?? 'unreadable';
    const message = `无法读取文件 / cannot be read: ${reason}`;
    return { code: 'file_unreadable', message, line: null };
  }
}

function showFailure(file: string, error: Failure, { json }: IntakeOptions): void {
  say(`${file}${error.line === null ? '' : `:${error.line}`}: ${error.code}: ${error.message}`);
  if (json === true) printJson({ file, error });
}

function show(file: string, { document, aspects, listed, differences, warnings }: IntakeDocument) {
  print(document.title ?? file);
  for (const aspect of aspects) {
    print(`  ${aspect.title ?? '—'}`);
    for (const { no, title, status, measures } of aspect.findings) {
      print(`    ${no} ${title} [${status}] ${measures.length} 项措施`);
    }
  }
  const { findings, measures } = listed;
  print(`问题 ${findings} 项,措施 ${measures} 条 / ${findings} findings, ${measures} measures`);
  for (const { message } of differences) print(`! ${message}`);
  for (const { line, code, message } of warnings) print(`? ${file}:${line}: ${code}: ${message}`);
}
