/** A rectiflow for a whole regime: the people of all its posts, a clock to move, and a mailbox to look into. */
import { expect } from 'vitest';
import type { Actor, FindingCommandInput } from '../../../src/index.ts';
import { createMailboxChannel, listCapturedMail } from '../../../src/channels/mailbox.ts';
import type { CapturedMail } from '../../../src/channels/mailbox.ts';
import type { Policy } from '../../../src/engine/policy.ts';
import type { FindingView } from '../../../src/store/finding-shapes.ts';
import { deliver } from '../../../workers/deliver.ts';
import { people, posts, shanghai, slots } from '../../unit/engine/engine-case.ts';
import { openProduct, type Product } from '../time-traps/product.ts';

export type Stage = Product;

/** More people than a single finding has: a second checker, who sponsors a case, the level above. */
const more = [
  { id: 'qin', name: '秦岚', unit: 'school', email: 'qin@school.example' },
  { id: 'du', name: '杜衡', unit: 'inspectorate', email: 'du@inspectorate.example' },
  { id: 'ye', name: '叶知秋', unit: 'education-bureau', email: 'ye@bureau.example' },
  { id: 'jiang', name: '江澄', unit: 'city-government', email: 'jiang@city.example' },
] as const;
const morePosts = [
  { code: 'case-sponsor', title: '包案领导', holder: 'ye' },
  { code: 'city', title: '市政府督查室', holder: 'jiang' },
] as const;

export const head: Actor = { kind: 'person', id: 'zhou', unit: 'school' };
export const deputy: Actor = { kind: 'person', id: 'shen', unit: 'school' };
export const colleague: Actor = { kind: 'person', id: 'qin', unit: 'school' };
export const sponsor: Actor = { kind: 'person', id: 'ye', unit: 'education-bureau' };
export const city: Actor = { kind: 'person', id: 'jiang', unit: 'city-government' };

/** Every post of the regime, by appointment. */
export const allSlots = { ...slots, caseSponsor: 'case-sponsor' } as const;

/** `at`: local time in Shanghai, `2025-03-03T10:00`. */
export async function openStage(at: string, policies: readonly Policy[] = []): Promise<Stage> {
  const stage = await openProduct({ at: shanghai(at), policies });
  await stage.rectiflow.directory.put({
    people: [...people, ...more],
    posts: [...posts, ...morePosts],
  });
  return stage;
}

/** Moves the clock to that local time, doing on the way what workers do when it is due. */
export async function passTo(
  { rectiflow, engine, clock }: Stage,
  localTime: string,
): Promise<void> {
  const until = shanghai(localTime);
  for (;;) {
    const due = [await engine.nextDueAt(), await rectiflow.duties.nextDueAt()];
    const next = Math.min(...due.map((at) => at ?? Infinity));
    if (next > until) break;
    clock.moveTo(Math.max(next, clock.at));
    const fired = await engine.fireDue();
    const raised = await rectiflow.duties.raiseDue();
    expect([...fired.failed, ...raised.failed]).toEqual([]);
  }
  clock.moveTo(until);
}

/** Delivers what may go out by now into the mailbox, and shows all that has come there. */
export async function mails({ rectiflow, engine }: Stage): Promise<readonly CapturedMail[]> {
  const { database, dispatches, outbox } = rectiflow;
  const now = () => engine.now();
  const mailbox = createMailboxChannel(database.store, now);
  await outbox.gather(['mail']);
  const ready = await dispatches.takeHints({
    limit: 500,
    rehintMs: 0,
    channels: ['mail'],
    perCall: 20,
  });
  for (const { id } of ready) {
    const outcome = await deliver(
      {
        dispatches,
        channelOf: (name) => (name === 'mail' ? mailbox : null),
        now,
        zone: 'Asia/Shanghai',
        leaseMs: 60_000,
        fromAddress: 'rectiflow@steering.example',
      },
      id,
    );
    expect(['sent', 'moot']).toContain(outcome);
  }
  return listCapturedMail(database.store, { limit: 500 });
}

/** Why it was refused: the condition that failed, or the code where it was no valid command at all. */
export async function refusalOf(
  { engine }: Stage,
  findingId: string,
  by: Actor,
  event: FindingCommandInput,
): Promise<string> {
  const answer = await engine.send({ findingId, event, by });
  if (answer.kind === 'accepted') return 'accepted';
  return 'guard' in answer ? answer.guard : answer.code;
}

export async function viewOf({ rectiflow, clock }: Stage, findingId: string): Promise<FindingView> {
  const view = await rectiflow.findings.get(findingId, clock.at);
  if (view === null) throw new Error('no such finding');
  return view;
}

/** The finding that stands in the document under that number. */
export async function idOf(
  { rectiflow, clock }: Stage,
  round: string,
  sourceNo: string,
): Promise<string> {
  const all = await rectiflow.findings.list({ round, limit: 200 }, clock.at);
  const found = all.find((each) => each.sourceNo === sourceNo);
  if (found === undefined) throw new Error(`nothing was opened for ${sourceNo}`);
  return found.id;
}

/** The round's ledger in two columns: the document's number, and the state. */
export async function ledgerOf(
  { rectiflow, clock }: Stage,
  round: string,
): Promise<Record<string, string>> {
  const all = await rectiflow.findings.list({ round, limit: 200 }, clock.at);
  return Object.fromEntries(all.map(({ sourceNo, number, state }) => [sourceNo ?? number, state]));
}
