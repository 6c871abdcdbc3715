/** rectiflow intake: reads documents; shows what was found, and on request opens it in the ledger. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { RectiflowError } from '../../errors.ts';
import {
  findingsOf,
  readBytes,
  roundTitleOf,
  type IntakeDocument,
  type ReadResult,
} from '../../intake/index.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, say, type Exit } from '../output.ts';

export interface IntakeOptions extends ConfigOption {
  readonly json?: boolean;
  readonly apply?: boolean;
  readonly round?: string;
}

interface Failure {
  readonly code: string;
  readonly message: string;
  /** Null where the fault is not in a line. */
  readonly line: number | null;
}

export async function intake(files: readonly string[], options: IntakeOptions): Promise<Exit> {
  if (options.apply === true && (options.round === undefined || files.length !== 1)) {
    say('--apply 需要 --round,并且一次一个文件 / --apply needs --round, and one file at a time');
    return exitCode.usage;
  }
  const several = files.length > 1;
  let exit: Exit = exitCode.done;
  for (const file of files) {
    const read = await readFileAt(file);
    if ('error' in read) {
      exit = exitCode.failed;
      showFailure(file, read.error, options);
      continue;
    }
    if (options.json === true) printJson(several ? { file, ...read.document } : read.document);
    else show(file, read.document);
    if (options.apply === true) await apply(read.document, file, options);
  }
  return exit;
}

async function readFileAt(
  file: string,
): Promise<{ document: IntakeDocument } | { error: Failure }> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return {
      error: {
        code: 'file_unreadable',
        message: `无法读取文件 / cannot be read: ${reason}`,
        line: null,
      },
    };
  }
  const result: ReadResult = readBytes(bytes);
  return result.ok ? { document: result.document } : { error: result.error };
}

function showFailure(file: string, error: Failure, { json }: IntakeOptions): void {
  say(`${file}${error.line === null ? '' : `:${error.line}`}: ${error.code}: ${error.message}`);
  if (json === true) printJson({ file, error });
}

async function apply(
  document: IntakeDocument,
  file: string,
  options: IntakeOptions,
): Promise<void> {
  const round = options.round ?? '';
  await using rectiflow = await openFrom(configOf(options));
  const already = await rectiflow.findings.list({ round, limit: 1 }, await rectiflow.engine.now());
  if (already.length > 0) {
    throw new RectiflowError('round_exists', {
      message: `轮次 ${round} 已有问题,未写入 / round ${round} already has findings; nothing written`,
    });
  }
  const by = { kind: 'import', document: basename(file) } as const;
  const title = roundTitleOf(document) ?? round;
  await rectiflow.engine.openRound({ code: round, title, by });
  const opened = await rectiflow.engine.openAll(findingsOf(document, round), by);
  for (const { number, id } of opened) say(`${number} ${id}`);
  say(`已写入 ${opened.length} 项 / ${opened.length} findings opened`);
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
