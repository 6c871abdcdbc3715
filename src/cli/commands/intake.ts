/** rectiflow intake: reads documents and shows what was found; with a round, what that would do, and on request does it. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readUpload } from '../../imports/reading.ts';
import type { IntakeDocument } from '../../intake/index.ts';
import { exitCode, print, printJson, say, type Exit } from '../output.ts';
import { importFile, type FileRead, type ImportOptions } from './intake-import.ts';

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
    const read = await readFileAt(file, options);
    if ('error' in read) {
      exit = exitCode.failed;
      showFailure(file, read.error, options);
    } else if (isForRound(options)) exit = await importFile(read, options);
    else if (options.json === true) printJson(several ? { file, ...read.document } : read.document);
    else show(file, read.document);
  }
  return exit;
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

async function readFileAt(
  path: string,
  { mask }: IntakeOptions,
): Promise<FileRead | { error: Failure }> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const message = `无法读取文件 / cannot be read: ${reason}`;
    return { error: { code: 'file_unreadable', message, line: null } };
  }
  const file = basename(path);
  const read = await readUpload(bytes, file, { mask });
  return read.ok ? { file, bytes, document: read.document } : { error: read.error };
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
