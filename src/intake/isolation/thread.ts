/** The thread that reads files, one after the other. */
import process from 'node:process';
import { parentPort } from 'node:worker_threads';
import { capArrays } from './array-cap.ts';
import { readRequest } from './read-request.ts';
import { FINDINGS_AT_ONCE, type ReadRequest, type ThreadMessage } from './request.ts';
import type { IntakeDocument } from '../schema.ts';

const cap = capArrays();
// Libraries print what they find wrong, with names and texts of the file. To take the streams over in
// the other thread instead would keep the process alive.
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;

function tell(message: ThreadMessage): void {
  // Nothing is handed over, all is copied.
  parentPort?.postMessage(message, []);
}

/** Those of large aspects ahead of the rest, and gone from here when they are told. */
function tellFindings({ aspects }: IntakeDocument): void {
  for (const [aspect, { findings }] of aspects.entries()) {
    while (findings.length > FINDINGS_AT_ONCE) {
      tell({ kind: 'findings', aspect, findings: findings.splice(0, FINDINGS_AT_ONCE) });
    }
  }
}

async function answer(request: ReadRequest): Promise<void> {
  try {
    const result = await readRequest(request, cap, tell);
    if (result.ok) tellFindings(result.document);
    tell({ kind: 'done', result });
  } catch {
    // That the thread ends is an answer too.
    process.exit(1);
  }
}

// pdf.js lets go of promises that fail later over damaged files; what is waited for fails anyway.
process.on('unhandledRejection', () => undefined);
parentPort?.on('message', (request: ReadRequest) => void answer(request));
