/** rectiflow bounces: takes in mails that came back, and says what each of them came to. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Term } from '../../glossary.ts';
import type { BounceTaken } from '../../taking-bounces.ts';
import { becameText } from '../dispatch-lines.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, say, type Exit } from '../output.ts';

export interface BouncesOptions extends ConfigOption {
  readonly json?: boolean;
}

interface Unreadable {
  readonly error: { readonly code: 'file_unreadable'; readonly message: string };
}

const standardInput = '-';

export async function bounces(files: readonly string[], options: BouncesOptions): Promise<Exit> {
  if (files.filter((file) => file === standardInput).length > 1) {
    say('标准输入只能读取一次 / standard input can be read once only');
    return exitCode.usage;
  }
  const { json = false } = options;
  await using rectiflow = await openFrom(configOf(options));
  const all: ({ readonly file: string } & (BounceTaken | Unreadable))[] = [];
  for (const file of files) {
    const mail = await mailIn(file);
    if ('error' in mail) say(`${file}: ${mail.error.code}: ${mail.error.message}`);
    const came = 'error' in mail ? mail : await rectiflow.takeBounce(mail);
    all.push({ file, ...came });
    if (!json && 'kind' in came) print(bounceLine(file, came));
  }
  if (json) printJson({ bounces: all });
  return all.some((each) => 'error' in each) ? exitCode.failed : exitCode.done;
}

/** One mail, and what it came to. */
export function bounceLine(file: string, taken: BounceTaken): string {
  if (taken.kind === 'failed') {
    const { outcome, dispatchId } = taken;
    return `${file}  [${becameText({ state: 'failed', outcome })}]  ${dispatchId}`;
  }
  const { zh, en } = reasons[taken.why];
  return `${file}  未采纳 / ignored: ${taken.why}  ${zh} / ${en}`;
}

const reasons: Readonly<Record<Extract<BounceTaken, { kind: 'ignored' }>['why'], Term>> = {
  not_a_bounce: { zh: '不是退信', en: 'not a bounce' },
  not_final: {
    zh: '对方仍在尝试,或称已送达',
    en: 'the other side still tries, or says that it arrived',
  },
  not_ours: { zh: '不是本台账的邮件', en: 'no message of this ledger' },
  settled: { zh: '该次发送已另有结果', en: 'that message is not held for arrived' },
};

async function mailIn(file: string): Promise<Uint8Array | Unreadable> {
  try {
    return await (file === standardInput ? buffer(process.stdin) : readFile(file));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const message = `无法读取文件 / cannot be read: ${reason}`;
    return { error: { code: 'file_unreadable', message } };
  }
}
