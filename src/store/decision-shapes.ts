/** What people have decided about a finding, as others read it. Nothing decided is an empty list, or null. */
import type { FindingContext } from '../../machines/finding-context.ts';
import type { Grade } from '../../machines/words.ts';
import { gradeOf } from '../../machines/guards/asked.ts';
import { completionOf, type Completion } from '../../machines/measure.ts';

type Noted<Name extends keyof FindingContext> = NonNullable<FindingContext[Name]>;

export interface DecisionShape {
  /** How far the measures are: of those not dropped, how many are done, and how much of their weight. */
  readonly completion: Completion;
  /** Why it came about, as the plan names it. */
  readonly cause: Noted<'cause'> | null;
  /** Who has signed for the plan and the result, in which cycle. */
  readonly attestations: Noted<'attestations'>;
  /** Asked for, and not decided. */
  readonly extensionRequest: Noted<'extensionRequest'> | null;
  readonly promises: Noted<'promises'>;
  /** What ladders have proposed to people; `decision` is null until they have decided. */
  readonly proposals: Noted<'proposals'>;
  /** Who may check in spite of a hand in the work, by cycle. */
  readonly waivers: Noted<'waivers'>;
  readonly spotChecks: Noted<'spotChecks'>;
  readonly similarCheck: Noted<'similarCheck'> | null;
  readonly mechanism: Noted<'mechanism'> | null;
  readonly disclosure: Noted<'disclosure'>;
  readonly rechecks: Noted<'rechecks'>;
  /** The level above has it; its clocks stand still. */
  readonly referred: boolean;
  readonly parent: Noted<'parent'> | null;
  readonly children: Noted<'children'>;
  readonly mergedFrom: Noted<'mergedFrom'>;
  readonly recurrenceOf: Noted<'recurrenceOf'>;
  /** Found again since: the closure did not hold. */
  readonly recurredAs: Noted<'recurredAs'>;
}

/** The line of the ledger says these too. */
export interface GradedShape {
  readonly grade: Grade;
  /** Where it comes from: `feedback` unless said otherwise. */
  readonly origin: Noted<'origin'>['kind'];
  /** 预警: the gravest of this cycle, while it is open. */
  readonly warning: Noted<'warning'> | null;
}

export function gradedOf(context: FindingContext): GradedShape {
  return {
    grade: gradeOf(context),
    origin: context.origin?.kind ?? 'feedback',
    warning: context.disposition === null ? (context.warning ?? null) : null,
  };
}

export function decisionsOf(context: FindingContext): DecisionShape {
  return {
    completion: completionOf(context.measures),
    cause: context.cause ?? null,
    attestations: context.attestations ?? [],
    extensionRequest: context.extensionRequest ?? null,
    promises: context.promises ?? [],
    proposals: context.proposals ?? [],
    waivers: context.waivers ?? [],
    spotChecks: context.spotChecks ?? [],
    similarCheck: context.similarCheck ?? null,
    mechanism: context.mechanism ?? null,
    disclosure: context.disclosure ?? {},
    rechecks: context.rechecks ?? [],
    referred: context.pause?.referred === true,
    parent: context.parent ?? null,
    children: context.children ?? [],
    mergedFrom: context.mergedFrom ?? [],
    recurrenceOf: context.recurrenceOf ?? [],
    recurredAs: context.recurredAs ?? [],
  };
}

/** The date the work was first given, and the one it has now: statistics can be run on either. Instants ISO 8601. */
export interface ExecutionDates {
  readonly originalDueAt: string;
  readonly dueAt: string;
  readonly extended: number;
  /** Granted after the date, by override: reports say so. */
  readonly extendedAfterDate: number;
}

/** Of this cycle: from the last clock that carries on no other, to the one in force. Null before the work is timed. */
export function executionDates(
  clocks: readonly {
    readonly no: number;
    readonly kind: string;
    readonly follows: number | null;
    readonly dueAt: string;
  }[],
  { extensions }: Pick<FindingContext, 'extensions'>,
): ExecutionDates | null {
  const chain = clocks.filter(({ kind }) => kind === 'execute');
  const current = chain.at(-1);
  if (current === undefined) return null;
  const replaced = new Map(extensions.map((each) => [each.byClockNo, each]));
  let original = current;
  const granted: FindingContext['extensions'][number][] = [];
  for (;;) {
    const extension = replaced.get(original.no);
    if (extension !== undefined) granted.push(extension);
    const before = chain.find(({ no }) => no === original.follows);
    if (before === undefined) break;
    original = before;
  }
  return {
    originalDueAt: original.dueAt,
    dueAt: current.dueAt,
    extended: granted.length,
    extendedAfterDate: granted.filter(({ afterDate }) => afterDate === true).length,
  };
}
