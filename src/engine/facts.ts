/** What the engine adds to a command so that the rules can judge it, now and when it is replayed. */
import { createHash } from 'node:crypto';
import { makerOf, type Actor } from '../../machines/actor.ts';
import type { FindingCommand, FindingEvent } from '../../machines/events.ts';
import type { FindingContext } from '../../machines/finding-context.ts';
import { slotSchema, type Slot } from '../../machines/words.ts';
import { endOfCount } from './clocks/count.ts';
import type { DecisionPorts, FindingRow, OtherStanding } from './ports.ts';

/** Who gives the command to what, and when. */
export interface Giving {
  readonly finding: FindingRow;
  readonly by: Actor;
  /** Engine time, epoch ms. */
  readonly at: number;
}

/** Commands that only certain posts may give, or that a level of posts signs. */
const ofPosts = new Set([
  'ATTEST_PLAN',
  'ATTEST_RESULT',
  'APPROVE',
  'WAIVE_SEPARATION',
  'REQUEST_EXTENSION',
  'EXTEND',
  'REFUSE_EXTENSION',
  'ACKNOWLEDGE',
  'DECIDE_PROPOSAL',
] as const satisfies readonly FindingCommand['type'][]);
type OfPosts = Extract<FindingCommand, { type: typeof ofPosts extends Set<infer T> ? T : never }>;

/** The event of a command, with what the policy, the directory, the calendar and other findings add to it. */
export async function eventOf(
  command: FindingCommand,
  giving: Giving,
  ports: DecisionPorts,
): Promise<FindingEvent> {
  const { finding } = giving;
  if (isOfPosts(command)) return { ...command, holds: [...(await postsHeld(giving, ports))] };
  if (command.type === 'RECLASSIFY') {
    const { gates } = policyOf(finding, ports).classes[command.class];
    return { ...command, gates, holds: [...(await postsHeld(giving, ports))] };
  }
  if (command.type === 'APPROVE_PLAN') return { ...command, ...planDays(giving, ports) };
  if (command.type === 'CLOSE') return { ...command, ...drawnForRecheck(finding) };
  if (command.type === 'MERGE') {
    const target = await otherThan(finding, command.into, ports);
    return target === null || target.closed ? command : { ...command, target: named(target) };
  }
  if (command.type === 'LINK_RECURRENCE') {
    const earlier = await otherThan(finding, command.earlier, ports);
    return earlier?.closed === true ? { ...command, closedBefore: named(earlier) } : command;
  }
  return command;
}

function isOfPosts(command: FindingCommand): command is OfPosts {
  const types: ReadonlySet<string> = ofPosts;
  return types.has(command.type);
}

/** The posts on the finding that whoever gives the command holds: themselves, by appointment, or in somebody's place. */
export async function postsHeld(
  { finding, by, at }: Giving,
  { directory }: Pick<DecisionPorts, 'directory'>,
): Promise<readonly Slot[]> {
  const { slots } = finding.snapshot.context;
  const { persons } = makerOf(by);
  if (persons.length === 0) return [];
  const parties = Object.values(slots);
  const holders = parties.length === 0 ? new Map() : await directory.resolve(parties, at);
  return slotSchema.options.filter((slot) => {
    const party = slots[slot];
    if (party === undefined) return false;
    const holder = holders.get(party);
    const held = new Set([party, holder?.id, holder?.inPlaceOf?.id]);
    return persons.some((person) => held.has(person));
  });
}

/** The day of the approval, and the last one of the period that the rules of its class give. */
function planDays(
  { finding, at }: Giving,
  ports: DecisionPorts,
): { readonly today: string; readonly lastDay: string } {
  const { calendar } = ports;
  const today = calendar.dayOf(at);
  const { period, roll } = policyOf(finding, ports).classes[finding.snapshot.context.class].clocks
    .execute;
  const lastDay = endOfCount({ afterDay: today, ...period, roll, holds: [] }, calendar).day;
  return { today, lastDay };
}

/** The lot falls the same way however often it is drawn: by the finding and its cycle. */
function drawnForRecheck({ id, snapshot }: FindingRow): { readonly drawnForRecheck?: boolean } {
  const { gates, cycle }: FindingContext = snapshot.context;
  if (gates.recheck || gates.recheckPercent === undefined) return {};
  const lot = createHash('sha256').update(`${id}/${cycle}`).digest().readUInt32BE() / 2 ** 32;
  return { drawnForRecheck: lot * 100 < gates.recheckPercent };
}

function policyOf({ policy }: FindingRow, { policies }: DecisionPorts) {
  return policies.get(policy);
}

async function otherThan(
  { id }: FindingRow,
  ref: string,
  { others }: DecisionPorts,
): Promise<OtherStanding | null> {
  const other = await others.identify(ref);
  return other === null || other.id === id ? null : other;
}

function named({ id, number }: OtherStanding): { readonly id: string; readonly number: string } {
  return { id, number };
}
