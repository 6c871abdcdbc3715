/** A ledger with evidence in it: of a finding, and of a task of a duty. */
import { Readable } from 'node:stream';
import type { FindingCommandInput } from '../../../../machines/events.ts';
import type { FileStore } from '../../../../src/files/file-store.ts';
import { openRectiflow, type Rectiflow } from '../../../../src/rectiflow.ts';
import { createVirtualClock } from '../../../../src/virtual-clock.ts';
import { migratedDump } from '../../../support/memory-database.ts';
import { sha256 } from '../../../support/s3-server.ts';
import { inspector, owner, sampleFinding } from '../../http/open-app.ts';

/** Evidence as the ledger names it. */
export interface Piece {
  readonly id: string;
  readonly content: string;
  /** Where the event says something else. */
  readonly bytes?: number;
}

const begin = Date.UTC(2024, 2, 1);

export async function openLedger(files?: FileStore): Promise<Rectiflow> {
  const clock = createVirtualClock(begin);
  return openRectiflow({ loadDataDir: await migratedDump(), clock, files });
}

/** One on disk, for other programs to open when it is closed. */
export async function openLedgerIn(dataDir: string): Promise<Rectiflow> {
  return openRectiflow({ dataDir, clock: createVirtualClock(begin) });
}

/** A finding in work, with those pieces attached to its one measure. Gives its id and number. */
export async function findingWith(ledger: Rectiflow, pieces: readonly Piece[]) {
  const opened = await ledger.engine.open({ finding: sampleFinding, by: inspector });
  if (opened.kind !== 'accepted') throw new Error('the finding was not opened');
  const { id: findingId, number } = opened;
  const measure = {
    no: 1,
    text: '修订采购管理办法',
    unit: 'finance-office',
    person: owner.id,
    dueDate: '2099-06-30',
    acceptanceCriterion: '新办法印发',
    evidenceKinds: ['document' as const],
  };
  const events: (readonly [FindingCommandInput, typeof owner | typeof inspector])[] = [
    [{ type: 'CLAIM', responsibleUnit: 'finance-office' }, owner],
    [{ type: 'SET_MEASURES', measures: [measure] }, owner],
    [{ type: 'SUBMIT_PLAN' }, owner],
    [{ type: 'APPROVE_PLAN' }, inspector],
    [{ type: 'START' }, owner],
  ];
  for (const piece of pieces) {
    const evidence = evidenceOf(piece);
    events.push([{ type: 'ATTACH_EVIDENCE', measureNo: 1, evidence }, owner]);
  }
  for (const [event, by] of events) {
    const answer = await ledger.engine.send({ findingId, event, by });
    if (answer.kind !== 'accepted') throw new Error(`${event.type}: ${JSON.stringify(answer)}`);
  }
  return { findingId, number };
}

export function evidenceOf({ id, content, bytes = Buffer.byteLength(content) }: Piece) {
  return { id, kind: 'document' as const, name: `${id}.pdf`, sha256: sha256(content), bytes };
}

/** Keeps it, as an upload would. */
export async function keep(store: FileStore, ...contents: readonly string[]): Promise<void> {
  for (const content of contents) await store.put(Readable.from([Buffer.from(content)]));
}
