/** rectiflow demo: everything in one process on this machine, with the sample round loaded. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { startDemo, type Demo } from '../../demo/demo.ts';
import { createNarrator } from '../../demo/narrator.ts';
import { addDemoRoutes } from '../../demo/routes.ts';
import { createFolderStore } from '../../files/folder-store.ts';
import { createHttpApp } from '../../http/app.ts';
import { listen } from '../../http/serve.ts';
import { createLogger } from '../logger.ts';
import { exitCode, print, say, untilStopped, type Exit } from '../output.ts';
import { warnOfUnapprovable } from '../unapprovable.ts';

export interface DemoCommandOptions {
  readonly port: number;
  readonly data?: string;
  readonly story?: boolean;
  readonly pace: number;
  readonly exit?: boolean;
  readonly open: boolean;
}

export async function demo(options: DemoCommandOptions): Promise<Exit> {
  say('正在启动内置数据库…… / starting the embedded database…');
  const log = createLogger('warn');
  const { data } = options;
  // Where nothing is to be kept, files are kept until the end.
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'rectiflow-demo-')));
  const files = createFolderStore({ folder: join(folder, 'files') });
  try {
    return await show(await startDemo({ dataDir: data, files, log }), options, log);
  } finally {
    if (data === undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function show(running: Demo, options: DemoCommandOptions, log: Logger): Promise<Exit> {
  try {
    warnOfUnapprovable(running.rectiflow, log);
    if (options.exit === true) return await tellStory(running, options.pace);
    const app = createHttpApp(running.rectiflow, { logger: log });
    addDemoRoutes(app, running);
    const { url } = await listen(app, { port: options.port });
    say(`rectiflow demo: ${url}`);
    if (options.open && process.stdout.isTTY) openBrowser(url);
    if (options.story === true) await tellStory(running, options.pace);
    await untilStopped();
    await app.close();
    return exitCode.done;
  } finally {
    await running.close();
  }
}

/** Plays the round to its end, narrated, in about `paceSeconds`; then proves it by replay. */
async function tellStory(running: Demo, paceSeconds: number): Promise<Exit> {
  if (!running.fresh) {
    say(
      '该数据目录中的轮次已经开始,请换一个目录 / the round in this folder has begun: use a new folder',
    );
    return exitCode.failed;
  }
  const { rectiflow, clock, round } = running;
  const narrator = createNarrator({ rectiflow, roundId: round.id }, print);
  const first = clock.at;
  const last = round.scenes.at(-1)?.at ?? first;
  const started = performance.now();
  print(`${round.title}\n`);
  await running.tell(async () => {
    await narrator.tell();
    const share = (clock.at - first) / Math.max(last - first, 1);
    const waitMs = started + share * paceSeconds * 1_000 - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  });
  const { ok, findings, events } = await rectiflow.verify();
  const { sent } = await rectiflow.dispatches.counts();
  const proof = ok ? '重放核对一致 / proven by replay' : '重放核对不一致 / replay does not hold';
  print(
    `\n${proof}: ${findings} 项问题 findings, ${events} 条事件 events, ${sent} 封通知 notices sent`,
  );
  return ok ? exitCode.done : exitCode.failed;
}

/** As a convenience only: where there is no browser to open, the address has been printed. */
function openBrowser(url: string): void {
  const [command = 'xdg-open', ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
