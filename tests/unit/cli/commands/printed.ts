/** Runs a command within this process, on a ledger in a folder of its own, and keeps what it says. */
import { Readable } from 'node:stream';
import { vi } from 'vitest';
import type { Exit } from '../../../../src/cli/output.ts';

export interface Printed {
  readonly exit: Exit;
  readonly stdout: string;
  readonly stderr: string;
}

/** `dataDir` is the ledger it works on, `stdin` what comes in at its standard input. */
export async function printed(
  command: () => Promise<Exit>,
  dataDir: string,
  stdin: Uint8Array = new Uint8Array(),
): Promise<Printed> {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[stream] += String(text);
      return true;
    }),
  );
  // A stream as the command gets one, of which it reads the bytes only.
  const input = Readable.from([stdin]) as typeof process.stdin;
  const reading = vi.spyOn(process, 'stdin', 'get').mockReturnValue(input);
  vi.stubEnv('DATABASE_URL', '');
  vi.stubEnv('RECTIFLOW_DATA_DIR', dataDir);
  try {
    const exit = await command();
    return { exit, ...said };
  } finally {
    for (const spy of [...spies, reading]) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}
