/** Documents taken in: looked at first, then kept together with what they open and change, and once. */
import { z } from 'zod';
import type { Actor } from '../../machines/actor.ts';
import { checked } from '../checked.ts';
import { policyRefOf } from '../engine/policy.ts';
import type { EnginePorts } from '../engine/ports.ts';
import { RectiflowError } from '../errors.ts';
import type { IntakeDocument } from '../intake/index.ts';
import { importOf, listImports, type ImportRecord } from '../store/import-rows.ts';
import type { Pool } from '../store/pool.ts';
import { checkedQuery, type ImportQuery } from './import-query.ts';
import {
  checkedApply,
  checkedImport,
  type ImportToApply,
  type ImportToCheck,
} from './import-schema.ts';
import { importerOf, incomingOf } from './incoming.ts';
import { createMappings, knownMappings, type ColumnMappings } from './mappings.ts';
import { plannedImport, type PlannedImport, type PlanningPorts } from './planned-import.ts';
import { recordedOnce } from './recorded-import.ts';
import { conflictsIn, type ImportReview } from './review.ts';
import type { Incoming } from './settled-rows.ts';
import { shownImport, wholeImport, type ShownImport, type WholeImport } from './shown-import.ts';

/** A document looked at, with what was read: to be corrected and handed in. */
export interface CheckedDocument extends ImportReview {
  readonly content: IntakeDocument;
}

/** `unchanged`: the round has these bytes already, corrected as they are, and nothing was written. */
export type ImportAnswer =
  | { readonly kind: 'applied'; readonly import: ShownImport; readonly review: ImportReview }
  | { readonly kind: 'unchanged'; readonly import: ShownImport };

/**
 * Throws `request_invalid` for what cannot be taken in, saying where, and for bytes that cannot be read the
 * reader's own code (`no_findings`, `file_encrypted`, …).
 */
export interface Imports {
  /** What the document would open and change. Writes nothing. */
  check(request: ImportToCheck): Promise<CheckedDocument>;
  /**
   * Takes the document in: its findings are opened, what only the file has changed is written, and the import is
   * kept, in one transaction. Where both have changed nothing is written. Throws `import_conflicts` where `strict`
   * is asked for and there are any.
   */
  apply(request: ImportToApply): Promise<ImportAnswer>;
  /** In the order they were taken in. */
  list(query?: ImportQuery): Promise<readonly ShownImport[]>;
  /** Throws `import_not_found`. */
  get(id: string): Promise<WholeImport>;
  /** Which column of a spreadsheet holds what. */
  readonly mappings: ColumnMappings;
}

export function createImports(ports: EnginePorts & PlanningPorts, store: Pool): Imports {
  const { calendar } = ports;
  const mappings = () => knownMappings(store);
  return {
    async check(request) {
      const incoming = await incomingOf(known(ports, checkedImport(request)), mappings);
      const { review } = await plannedImport(ports, store, incoming, importerOf(incoming));
      return { ...review, content: incoming.document };
    },
    async apply(request) {
      const given = known(ports, checkedApply(request));
      const incoming = await incomingOf(given, mappings);
      for (;;) {
        const answer = await attempted(ports, store, incoming, given);
        if (answer !== null) return answer;
      }
    },
    async list(query = {}) {
      return (await listImports(store, checkedQuery(query))).map((head) =>
        shownImport(head, calendar),
      );
    },
    get: async (id) => wholeImport(await kept(store, id), calendar),
    mappings: createMappings(ports, store),
  };
}

/** Null when somebody else was first: then nothing was written. */
async function attempted(
  ports: EnginePorts & PlanningPorts,
  store: Pool,
  incoming: Incoming,
  { by, strict }: { readonly by: Actor; readonly strict: boolean },
): Promise<ImportAnswer | null> {
  const plan = await plannedImport(ports, store, incoming, importerOf(incoming));
  const { isSame, sameBytes } = plan.settled;
  if (isSame && sameBytes !== null) {
    return { kind: 'unchanged', import: shownImport(sameBytes, ports.calendar) };
  }
  refuseUnfit(plan);
  if (strict) refuseConflicts(plan);
  const done = await recordedOnce(ports, store, { incoming, plan, by });
  if (done === null) return null;
  const record = await kept(store, done.id);
  return { kind: 'applied', import: shownImport(record, ports.calendar), review: done.review };
}

function known<Given extends { readonly policy?: string | undefined }>(
  { policies }: EnginePorts,
  given: Given,
): Given {
  const { policy } = given;
  if (policy === undefined || policies.has(policyRefOf(policy))) return given;
  throw unfit([{ path: 'policy', message: `there is no policy "${policy}"` }]);
}

/** Rows that could not be opened as they are. */
function refuseUnfit({ review }: PlannedImport): void {
  const problems = review.toOpen.flatMap(({ row, problems: of }) =>
    of.map(({ path, message }) => ({ path: `rows.${row}.${path}`, message })),
  );
  if (problems.length > 0) throw unfit(problems);
}

function unfit(problems: readonly { readonly path: string; readonly message: string }[]) {
  const message = problems.map(({ path, message: text }) => `${path}: ${text}`).join('\n');
  return new RectiflowError('request_invalid', { message, problems });
}

function refuseConflicts({ review }: PlannedImport): void {
  const conflicts = conflictsIn(review);
  const undecided = review.undecided.map(({ row }) => row);
  if (conflicts.length + undecided.length === 0) return;
  throw new RectiflowError('import_conflicts', {
    message:
      `有 ${conflicts.length} 处冲突、${undecided.length} 行待定,未写入 / ` +
      `${conflicts.length} conflicts and ${undecided.length} undecided rows: nothing was written`,
    conflicts,
    undecided,
  });
}

async function kept(store: Pool, id: string): Promise<ImportRecord> {
  const record = await importOf(store, checked(z.uuid().toLowerCase(), id));
  if (record === null) throw new RectiflowError('import_not_found', { import: id });
  return record;
}
