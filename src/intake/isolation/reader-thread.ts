/** One thread that reads files: started when first needed, kept while there is work, ended when idle. */
import { Worker } from 'node:worker_threads';
import { tookTooLong, type Refusal } from '../formats/refusal.ts';
import type { ReadResult } from '../schema.ts';
import { abortReason } from './abort-reason.ts';
import { outOfMemory, readerDied } from './refusals.ts';
import { STALLED_MS, type ReadRequest, type ThreadMessage } from './request.ts';

export interface ReaderThread {
  /** Of its heap, in MB. */
  readonly memoryMb: number;
  /** Whether it can read another file. */
  readonly alive: boolean;
  /** One at a time. Rejects with the signal's reason only. */
  read(request: ReadRequest, signal: AbortSignal | undefined): Promise<ReadResult>;
  end(): void;
}

/**
 * A thread runs JavaScript, and Node 20 cannot load TypeScript: from sources, that is in tests, the
 * script is the built one.
 */
const SCRIPT = import.meta.url.endsWith('.ts')
  ? new URL('../../../dist/src/intake/isolation/thread.js', import.meta.url)
  : new URL('thread.js', import.meta.url);

export function startReaderThread(memoryMb: number): ReaderThread {
  const worker = new Worker(SCRIPT, {
    name: 'rectiflow intake',
    // Nothing of the process reaches it but the file.
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  worker.unref();
  let alive = true;
  const end = (): void => {
    alive = false;
    void worker.terminate();
  };
  // Whoever waits for an answer hears of these too; without one, nobody has to.
  worker.on('exit', () => {
    alive = false;
  });
  worker.on('error', end);
  return {
    memoryMb,
    get alive() {
      return alive;
    },
    end,
    read: (request, signal) => ask(worker, end, request, signal),
  };
}

function ask(
  worker: Worker,
  end: () => void,
  { bytes, limits, options }: ReadRequest,
  signal: AbortSignal | undefined,
): Promise<ReadResult> {
  return new Promise((resolve, reject) => {
    const ahead: Ahead[] = [];
    const done = new AbortController();
    const giveUp = (why: Refusal): void => {
      end();
      done.abort();
      resolve(why);
    };
    const late = setTimeout(() => giveUp(tookTooLong(limits.timeMs)), limits.timeMs);
    const stalled = setTimeout(() => giveUp(tookTooLong(STALLED_MS)), STALLED_MS);
    const told = (message: ThreadMessage): void => {
      if (message.kind === 'findings') ahead.push(message);
      else if (message.kind === 'unpacked') clearTimeout(stalled);
      else if (message.kind === 'alive') stalled.refresh();
      else {
        done.abort();
        resolve(together(ahead, message.result));
      }
    };
    const failed = (error: unknown): void =>
      giveUp(isOutOfMemory(error) ? outOfMemory(limits) : readerDied());
    const exited = (): void => giveUp(readerDied());
    const aborted = (): void => {
      end();
      done.abort();
      reject(abortReason(signal));
    };
    done.signal.addEventListener('abort', () => {
      clearTimeout(late);
      clearTimeout(stalled);
      signal?.removeEventListener('abort', aborted);
      worker.off('message', told).off('error', failed).off('exit', exited).unref();
    });
    if (signal?.aborted === true) return aborted();
    signal?.addEventListener('abort', aborted);
    worker.on('message', told).on('error', failed).on('exit', exited).ref();
    // The bytes stay the caller's: a copy goes over, and is not copied again.
    const copy = new Uint8Array(bytes);
    worker.postMessage({ bytes: copy, limits, options } satisfies ReadRequest, [copy.buffer]);
  });
}

type Ahead = Extract<ThreadMessage, { kind: 'findings' }>;

/** The answer with the findings that came ahead of it, in their order. */
function together(ahead: readonly Ahead[], result: ReadResult): ReadResult {
  if (!result.ok || ahead.length === 0) return result;
  const { document } = result;
  const aspects = document.aspects.map((aspect, at) => {
    const first = ahead.filter((each) => each.aspect === at).flatMap(({ findings }) => findings);
    return { ...aspect, findings: first.concat(aspect.findings) };
  });
  return { ...result, document: { ...document, aspects } };
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
