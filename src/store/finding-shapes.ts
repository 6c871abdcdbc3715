/** Rows as people read them, with one way of printing instants. */
import type { FindingContext } from '../../machines/finding-context.ts';
import { allowedCommands, type FindingSnapshot } from '../../machines/step.ts';
import type { Slot } from '../../machines/words.ts';

export interface FindingSummary {
  readonly id: string;
  readonly number: string;
  readonly round: string;
  readonly aspect: { readonly no: number; readonly title: string | null };
  readonly sourceNo: string | null;
  readonly title: string;
  readonly class: FindingContext['class'];
  readonly responsibleUnit: string | null;
  readonly state: string;
  readonly stage: string;
  readonly hold: string;
  readonly version: number;
  /** The earliest instant a running clock is due, ISO 8601, or null when nothing runs. */
  readonly dueAt: string | null;
  /** A running clock is past its due instant now. */
  readonly overdue: boolean;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
}

export interface ClockView {
  readonly no: number;
  readonly kind: string;
  readonly rule: string;
  readonly policy: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly provisional: boolean;
  readonly state: string;
  readonly nextAt: string | null;
}

export interface FindingView extends FindingSummary {
  readonly description: string | null;
  readonly slots: FindingContext['slots'];
  readonly measures: FindingContext['measures'];
  readonly evidence: FindingContext['evidence'];
  readonly cycle: number;
  readonly returns: number;
  readonly disposition: string | null;
  readonly sustained: boolean;
  readonly breaches: FindingContext['breaches'];
  readonly clocks: readonly ClockView[];
  /** The commands it could take now, given by the right person. */
  readonly allowed: readonly string[];
}

export interface NoticeView {
  readonly id: string;
  readonly findingNumber: string;
  readonly template: string;
  readonly slot: Slot;
  readonly personName: string | null;
  readonly rungs: readonly string[];
  readonly state: string;
  readonly outcome: string | null;
  readonly owedAt: string;
  readonly settledAt: string | null;
}

/** The shapes, printing every instant with `print`. */
export function viewsPrinting(print: (at: Date) => string) {
  const maybe = (at: Date | null) => (at === null ? null : print(at));
  const summary = (row: SummaryRecord): FindingSummary => ({
    id: row.id,
    number: row.number,
    round: row.round_code,
    aspect: { no: row.aspect_no, title: row.aspect_title },
    sourceNo: row.source_no,
    title: row.title,
    class: row.class,
    responsibleUnit: row.responsible_unit,
    state: row.state,
    stage: row.stage,
    hold: row.hold,
    version: row.version,
    dueAt: maybe(row.due_at),
    overdue: row.overdue,
    openedAt: print(row.opened_at),
    updatedAt: print(row.updated_at),
    closedAt: maybe(row.closed_at),
  });
  const clock = (row: ClockRecord): ClockView => ({
    no: row.no,
    kind: row.kind,
    rule: row.rule_id,
    policy: `${row.policy_id}@${row.policy_version}`,
    startedAt: print(row.started_at),
    dueAt: print(row.due_at),
    provisional: row.provisional,
    state: row.state,
    nextAt: maybe(row.next_at),
  });
  const finding = (row: SummaryRecord, clocks: readonly ClockRecord[]): FindingView => {
    const { context } = row.snapshot;
    return {
      ...summary(row),
      description: row.description,
      slots: context.slots,
      measures: context.measures,
      evidence: context.evidence,
      cycle: context.cycle,
      returns: context.returns,
      disposition: context.disposition,
      sustained: context.sustained,
      breaches: context.breaches,
      clocks: clocks.map(clock),
      allowed: allowedCommands(row.machine_version, row.snapshot),
    };
  };
  const notice = (row: NoticeRecord) => noticeView(row, print);
  return { summary, finding, notice };
}

function noticeView(row: NoticeRecord, print: (at: Date) => string): NoticeView {
  return {
    id: row.id,
    findingNumber: row.number,
    template: row.template,
    slot: row.slot,
    personName: row.person_name,
    rungs: row.rungs,
    state: row.state,
    outcome: row.outcome,
    owedAt: print(row.owed_at),
    settledAt: row.settled_at === null ? null : print(row.settled_at),
  };
}

export interface SummaryRecord {
  readonly id: string;
  readonly number: string;
  readonly round_code: string;
  readonly aspect_no: number;
  readonly aspect_title: string | null;
  readonly source_no: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly class: FindingContext['class'];
  readonly responsible_unit: string | null;
  readonly machine_version: number;
  readonly version: number;
  readonly state: string;
  readonly stage: string;
  readonly hold: string;
  readonly snapshot: FindingSnapshot;
  readonly due_at: Date | null;
  readonly overdue: boolean;
  readonly opened_at: Date;
  readonly updated_at: Date;
  readonly closed_at: Date | null;
}

export interface ClockRecord {
  readonly no: number;
  readonly kind: string;
  readonly rule_id: string;
  readonly policy_id: string;
  readonly policy_version: number;
  readonly started_at: Date;
  readonly due_at: Date;
  readonly provisional: boolean;
  readonly state: string;
  readonly next_at: Date | null;
}

export interface NoticeRecord {
  readonly id: string;
  readonly number: string;
  readonly template: string;
  readonly slot: Slot;
  readonly person_name: string | null;
  readonly rungs: string[];
  readonly state: string;
  readonly outcome: string | null;
  readonly owed_at: Date;
  readonly settled_at: Date | null;
}
