/** Findings under way are moved to another version of their rules: looked at first, then all together, and back if need be. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../../machines/actor.ts';
import type { FindingContext } from '../../machines/finding-context.ts';
import { stateGuards } from '../../machines/finding-guards.ts';
import { advance, standingOf } from '../../machines/step.ts';
import { textSchema } from '../../machines/words.ts';
import { checked } from '../checked.ts';
import { RectiflowError } from '../errors.ts';
import { decide } from './decide.ts';
import { postsHeld } from './facts.ts';
import { dueBy, instantOf, type LoadedFinding } from './fire-clock.ts';
import { fireClock } from './fire-one.ts';
import { loadFinding } from './load-finding.ts';
import { nowOf } from './now.ts';
import { policyNameSchema, policyRefOf, type PolicyRef } from './policy.ts';
import type { EnginePorts } from './ports.ts';

/** The findings a migration may concern, as the store lists them. */
export interface MigrationCandidates {
  /** The ids of findings not closed that are held to another version of that policy, by number. */
  heldToOthers(policy: PolicyRef, round: string | null): Promise<readonly string[]>;
  /** The ids of those whose last change of rules was in that batch, and what they were held to before. */
  movedIn(batch: string): Promise<readonly { readonly id: string; readonly from: PolicyRef }[]>;
}

export interface MigrationPreview {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly stage: string;
  readonly from: PolicyRef;
  /** Why it cannot be moved now (it is paused, or being checked); null where it can. */
  readonly refused: string | null;
  /** Conditions that hold under the rules of now and would not under the others: what it would have to do. */
  readonly wouldFail: readonly string[];
  /** Dates that would move. Instants epoch ms. */
  readonly dates: readonly { readonly clock: string; readonly from: number; readonly to: number }[];
}

export interface MigrationOutcome {
  readonly id: string;
  readonly number: string;
  readonly moved: boolean;
  /** The condition that failed, or another code; null where it was moved. */
  readonly why: string | null;
}

const previewSchema = z.strictObject({
  /** `cn-inspection@3`: findings held to another version of it are moved. */
  to: policyNameSchema,
  round: z.string().min(1).max(40).optional(),
});
export type MigrationRequest = z.input<typeof previewSchema>;

const applySchema = previewSchema.extend({ by: actorSchema, reason: textSchema });
export type MigrationCommand = z.input<typeof applySchema>;

const rollBackSchema = z.strictObject({ batch: z.uuid(), by: actorSchema, reason: textSchema });
export type RollBackCommand = z.input<typeof rollBackSchema>;

export interface RuleMigrations {
  /** Every finding it would concern. Writes nothing. Throws `request_invalid`, `policy_unknown`. */
  preview(request: MigrationRequest): Promise<readonly MigrationPreview[]>;
  /** Moves those that can be moved, each by an event of its own that names the batch. */
  apply(
    command: MigrationCommand,
  ): Promise<{ readonly batch: string; readonly findings: readonly MigrationOutcome[] }>;
  /** Takes a batch back: those not moved on since are held again to what they were held to. */
  rollBack(command: RollBackCommand): Promise<readonly MigrationOutcome[]>;
}

export function createRuleMigrations(
  ports: EnginePorts,
  candidates: MigrationCandidates,
): RuleMigrations {
  return {
    async preview(request) {
      const { to, round = null } = checked(previewSchema, request);
      const policy = known(ports, to);
      const now = await nowOf(ports);
      const previews: MigrationPreview[] = [];
      for (const id of await candidates.heldToOthers(policy, round)) {
        const loaded = await loadFinding(ports, id);
        if (loaded !== null) previews.push(await previewOf(ports, loaded, policy, now));
      }
      return previews;
    },
    async apply(command) {
      const { to, round = null, by, reason } = checked(applySchema, command);
      const policy = known(ports, to);
      const batch = ports.newId();
      const findings: MigrationOutcome[] = [];
      for (const id of await candidates.heldToOthers(policy, round)) {
        findings.push(await move(ports, id, { policy, batch, reason, by }));
      }
      return { batch, findings };
    },
    async rollBack(command) {
      const { batch: undone, by, reason } = checked(rollBackSchema, command);
      const batch = ports.newId();
      const findings: MigrationOutcome[] = [];
      for (const { id, from: policy } of await candidates.movedIn(undone)) {
        findings.push(await move(ports, id, { policy, batch, reason, by }));
      }
      return findings;
    },
  };
}

interface Move {
  readonly policy: PolicyRef;
  readonly batch: string;
  readonly reason: string;
  readonly by: Actor;
}

/** How often it is tried again where somebody else changes the finding meanwhile. */
const attemptsMax = 5;

async function move(ports: EnginePorts, id: string, given: Move): Promise<MigrationOutcome> {
  const { by } = given;
  for (let attempt = 1; ; attempt += 1) {
    const loaded = await loadFinding(ports, id);
    if (loaded === null) return { id, number: '', moved: false, why: 'finding_not_found' };
    const { finding, clocks, calendarRevision } = loaded;
    const { number } = finding;
    const at = instantOf(ports, loaded);
    // A breach that came due stands before the rules that might have moved its date.
    const due = dueBy(at, clocks);
    if (due !== undefined && (await fireClock(ports, loaded, due)) === 'fired') {
      attempt -= 1;
      continue;
    }
    const holds = await postsHeld({ finding, by, at }, ports);
    const event = { ...eventOf(ports, loaded, given), holds: [...holds] };
    const outcome = await decide({ finding, clocks, event, by, at }, ports);
    if (outcome.kind === 'unreadable') return { id, number, moved: false, why: 'state_unreadable' };
    if (outcome.kind === 'refused') return { id, number, moved: false, why: outcome.guard };
    const write = { ...outcome.write, calendarRevision, remember: null };
    if (await ports.ledger.save(write)) return { id, number, moved: true, why: null };
    if (attempt >= attemptsMax) return { id, number, moved: false, why: 'version_conflict' };
  }
}

/** Somebody whom no finding knows: what a preview assumes of whoever will give the command. */
const nobody: Actor = { kind: 'person', id: '预演 / preview', unit: null };

async function previewOf(
  ports: EnginePorts,
  loaded: LoadedFinding,
  policy: PolicyRef,
  at: number,
): Promise<MigrationPreview> {
  const { finding, clocks } = loaded;
  const { id, number, snapshot, policy: from } = finding;
  const { state, stage } = standingOf(snapshot);
  const event = eventOf(ports, loaded, { policy, batch: id, reason: '预演', by: nobody });
  const about = { id, number, state, stage, from };
  const step = advance(finding.machineVersion, snapshot, { ...event, by: nobody, at });
  if (step.kind !== 'accepted') {
    const refused = step.kind === 'refused' ? step.guard : 'state_unreadable';
    return { ...about, refused, wouldFail: [], dates: [] };
  }
  const outcome = await decide({ finding, clocks, event, by: nobody, at }, ports);
  const after = outcome.kind === 'decided' ? outcome.write.clocks : [];
  const dates = after.flatMap(({ follows, kind: clock, dueAt: to, state: running }) => {
    const before = clocks.find(({ no }) => no === follows);
    return before === undefined || before.dueAt === to || running === 'void'
      ? []
      : [{ clock, from: before.dueAt, to }];
  });
  const wouldFail = lost(snapshot.context, step.snapshot.context);
  return { ...about, refused: null, wouldFail, dates };
}

/** What holds before and not after. */
function lost(before: FindingContext, after: FindingContext): readonly string[] {
  return Object.entries(stateGuards)
    .filter(([, holds]) => holds(before) && !holds(after))
    .map(([name]) => name);
}

function eventOf(
  { policies }: EnginePorts,
  { finding }: LoadedFinding,
  { policy, batch, reason }: Move,
) {
  const { gates } = policies.get(policy).classes[finding.snapshot.context.class];
  return { type: 'MIGRATE', batch, policy, gates, reason } as const;
}

function known({ policies }: EnginePorts, name: string): PolicyRef {
  const policy = policyRefOf(name);
  if (!policies.has(policy)) throw new RectiflowError('policy_unknown', { policy: name });
  return policy;
}
