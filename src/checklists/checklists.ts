/** Checklists gone through: each run kept whole, and a finding opened for every item that has failed. */
import type { Actor } from '../../machines/actor.ts';
import { checked } from '../checked.ts';
import { digest } from '../engine/chain.ts';
import { presentOf } from '../engine/now.ts';
import { openAll } from '../engine/open.ts';
import { policyRefOf } from '../engine/policy.ts';
import type { EnginePorts, FindingOpening } from '../engine/ports.ts';
import { ensureRound } from '../engine/rounds.ts';
import { RectiflowError } from '../errors.ts';
import {
  addRun,
  checklistChanged,
  listRuns,
  runOf,
  runsBefore,
  runUnderKey,
  type RunFilter,
  type RunRecord,
  type StoredResult,
} from '../store/checklist-runs.ts';
import type { Pool } from '../store/pool.ts';
import { recordingLedger } from '../store/recording-ledger.ts';
import { isTaken } from '../store/taken.ts';
import { plannedRun, type PlannedRun } from './planned-run.ts';
import { checkedFilter, type RunQuery } from './run-query.ts';
import { runSchema, type CheckedRun, type ItemResult, type RunToRecord } from './run-schema.ts';
import { shownPreview, shownRun, type ChecklistRun, type RunPreview } from './shown-run.ts';

/**
 * Throws `request_invalid` for a run that does not have one result for each item, and
 * `checklist_changed` for a version that was run with another text before.
 */
export interface Checklists {
  /** What the run would open. Writes nothing. */
  check(run: RunToRecord): Promise<RunPreview>;
  /**
   * Keeps the run and opens a finding for each failed item, in one transaction; what is open from an
   * earlier run over the unit is named instead. Throws `idempotency_key_reused` besides.
   */
  run(run: RunToRecord): Promise<ChecklistRun>;
  /** In the order they were recorded, with how their findings stand now. */
  runs(query?: RunQuery): Promise<readonly ChecklistRun[]>;
}

export function createChecklists(ports: EnginePorts, store: Pool): Checklists {
  const shown = (record: RunRecord) => shownRun(record, ports.calendar);
  return {
    async check(given) {
      const run = await fitting(ports, given);
      return shownPreview(run, (await planned(store, run)).plan);
    },
    async run(given) {
      const run = await fitting(ports, given);
      const requestHash = digest(run);
      for (;;) {
        const remembered = await recalled(store, run, requestHash);
        if (remembered !== null) return shown(remembered);
        const recorded = await recordedOnce(ports, store, run, requestHash);
        if (recorded !== null) return shown(recorded);
      }
    },
    async runs(query = {}) {
      const filter: RunFilter = checkedFilter(query);
      return (await listRuns(store, filter)).map(shown);
    },
  };
}

/** Checked whole, by what the calendar and the policy book know too. */
async function fitting(ports: EnginePorts, given: RunToRecord): Promise<CheckedRun> {
  const run = checked(runSchema, given);
  const { now } = await presentOf(ports);
  const { on, policy } = run;
  if (on > ports.calendar.dayOf(now)) throw unfit('on', 'nobody looks at anything tomorrow');
  if (policy !== undefined && !ports.policies.has(policyRefOf(policy))) {
    throw unfit('policy', `there is no policy "${policy}"`);
  }
  return run;
}

function unfit(path: string, text: string): RectiflowError {
  const problems = [{ path, message: text }];
  return new RectiflowError('request_invalid', { message: `${path}: ${text}`, problems });
}

/** What was recorded under the key; null where nothing was, or there is none. */
async function recalled(
  store: Pool,
  { idempotencyKey: key }: CheckedRun,
  requestHash: string,
): Promise<RunRecord | null> {
  const record = key === undefined ? null : await runUnderKey(store, key);
  if (record === null || record.request_hash === requestHash) return record;
  throw new RectiflowError('idempotency_key_reused');
}

async function planned(
  store: Pool,
  run: CheckedRun,
): Promise<{ readonly plan: PlannedRun; readonly no: number; readonly checklistDigest: string }> {
  const { checklist, unit } = run;
  const before = await runsBefore(store, checklist, unit);
  const checklistDigest = digest(checklist);
  if (before.digest !== null && before.digest !== checklistDigest) {
    throw checklistChanged(checklist);
  }
  return { plan: plannedRun(run, before.open), no: before.runs + 1, checklistDigest };
}

/** Null when somebody else went through the same checklist there meanwhile, or has the key. */
async function recordedOnce(
  ports: EnginePorts,
  store: Pool,
  run: CheckedRun,
  requestHash: string,
): Promise<RunRecord | null> {
  const { checklist, unit, on, by, idempotencyKey: key = null } = run;
  const { plan, no, checklistDigest } = await planned(store, run);
  const { id: roundId } = await ensureRound(ports, run.round, by);
  const { now: at } = await presentOf(ports);
  const id = ports.newId();
  const row = { id, checklist, checklistDigest, unit, no, roundId, on, at, by, key, requestHash };
  const ledger = recordingLedger(store, ports.ledger, (db, opened) =>
    addRun(db, { ...row, results: storedResults(run, plan, opened) }),
  );
  try {
    await openPlanned({ ...ports, ledger }, plan, by);
  } catch (error) {
    if (isTaken(error, 'checklist_run_no') || isTaken(error, 'checklist_run_key')) return null;
    throw error;
  }
  return runOf(store, id);
}

async function openPlanned(ports: EnginePorts, { toOpen }: PlannedRun, by: Actor): Promise<void> {
  await openAll(
    ports,
    toOpen.map(({ finding }) => finding),
    by,
  );
}

/** In the order of the checklist's items. */
function storedResults(
  { checklist, results }: CheckedRun,
  { alreadyOpen }: PlannedRun,
  opened: readonly FindingOpening[],
): readonly StoredResult[] {
  const openBefore = new Map(alreadyOpen.map((each) => [each.no, each.open.id]));
  const openedNow = new Map(opened.map((each) => [itemOf(each), each.findingId]));
  const given = new Map(results.map((result) => [result.no, result]));
  return checklist.items.flatMap(({ no }) => {
    const result: ItemResult | undefined = given.get(no);
    if (result === undefined) return [];
    return [
      {
        no,
        result: result.result,
        note: result.note ?? null,
        reason: result.reason ?? null,
        findingId: openedNow.get(no) ?? openBefore.get(no) ?? null,
        opened: openedNow.has(no),
      },
    ];
  });
}

function itemOf({ snapshot }: FindingOpening): number | null {
  const { origin } = snapshot.context;
  return origin?.kind === 'checklist' ? origin.item : null;
}
