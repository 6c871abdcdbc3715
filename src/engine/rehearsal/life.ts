/** One finding on its way through the days to come: its clocks come due, and people act where some are assumed. */
import type { Actor } from '../../../machines/actor.ts';
import type { FindingCommand, FindingEvent } from '../../../machines/events.ts';
import { standingOf } from '../../../machines/step.ts';
import { RectiflowError } from '../../errors.ts';
import { clocksAfter, findingAfter } from '../after-write.ts';
import { decide, type Decided } from '../decide.ts';
import { eventOf } from '../facts.ts';
import { clockDueEvent, dueBy } from '../fire-clock.ts';
import type { PolicyRef } from '../policy.ts';
import type { ClockRow, DecisionPorts, FindingRow, NoticeOwed, Person } from '../ports.ts';
import type { RememberingDirectory } from './remembering-directory.ts';

/** A finding with the clocks it may still need: what a rehearsal starts from. */
export interface PortfolioItem {
  readonly finding: FindingRow;
  readonly clocks: readonly ClockRow[];
}

/** Something assumed to be done during the rehearsal. */
export interface AssumedCommand {
  readonly at: number;
  readonly event: FindingCommand;
  readonly by: Actor;
}

/**
 * People of the rehearsal: what they do next with a finding as it stands at that instant, or null
 * where they do nothing. Asked again after every event.
 */
export type AssumedPeople = (item: PortfolioItem, at: number) => AssumedCommand | null;

/** Instants, epoch ms. */
export interface Frame {
  /** Where the virtual clock begins. What happens from here on, */
  readonly since: number;
  /** is told from here on, */
  readonly from: number;
  /** up to here, this instant included. */
  readonly until: number;
}

/** A notice that would be owed. Instants are epoch ms. */
export interface RehearsedNotice {
  readonly at: number;
  readonly finding: { readonly id: string; readonly number: string; readonly title: string };
  readonly template: string;
  readonly rungs: readonly string[];
  readonly to: {
    readonly slot: NoticeOwed['slot'];
    /** The post it falls to where that one is vacant. */
    readonly fallbackSlot: NoticeOwed['fallbackSlot'];
    /** Null where nobody is appointed: it would fail. */
    readonly person: Person | null;
  };
  readonly why: {
    readonly event: FindingEvent['type'];
    readonly clock: RehearsedClock | null;
    readonly policy: PolicyRef;
  };
}

export interface RehearsedClock extends Pick<
  ClockRow,
  'no' | 'kind' | 'ruleId' | 'dueAt' | 'provisional'
> {
  /** It is the finding's how-manieth clock of its kind in this rehearsal: the same under any policy. */
  readonly turn: number;
}

/** A due date that would pass unmet. */
export interface RehearsedBreach {
  readonly finding: RehearsedNotice['finding'];
  readonly clock: ClockRow['kind'];
  readonly clockNo: number;
  readonly dueAt: number;
  readonly provisional: boolean;
}

/** A command the rules refuse: the rehearsal goes on without it. */
export interface Refusal {
  readonly at: number;
  readonly finding: RehearsedNotice['finding'];
  readonly event: FindingEvent['type'];
  readonly guard: string;
}

export type RehearsalPorts = DecisionPorts & { readonly directory: RememberingDirectory };

export class Life {
  readonly notices: RehearsedNotice[] = [];
  readonly breaches: RehearsedBreach[] = [];
  readonly refusals: Refusal[] = [];
  events = 0;
  item: PortfolioItem;
  readonly #ports: RehearsalPorts;
  readonly #frame: Frame;
  readonly #people: AssumedPeople;
  readonly #subject: RehearsedNotice['finding'];
  /** Whoever was refused does not ask again before somebody has done something, or it stands elsewhere. */
  #refused = false;
  /** The kinds of the clocks it has had, and by number which of them each is. */
  readonly #kinds: ClockRow['kind'][] = [];
  readonly #turns = new Map<number, number>();

  constructor(ports: RehearsalPorts, frame: Frame, people: AssumedPeople, item: PortfolioItem) {
    this.#ports = ports;
    this.#frame = frame;
    this.#people = people;
    this.item = item;
    const { id, number, title } = item.finding;
    this.#subject = { id, number, title };
    this.#count(item.clocks);
  }

  async toTheEnd(): Promise<this> {
    const { since, until } = this.#frame;
    let now = Math.max(since, this.item.finding.updatedAt);
    for (;;) {
      const due = dueBy(until, this.item.clocks);
      const act = this.#refused ? null : this.#people(this.item, now);
      const dueAt = Math.max(due?.nextAt ?? Infinity, now);
      const actAt = Math.max(act?.at ?? Infinity, now);
      now = Math.min(dueAt, actAt);
      if (now > until) return this;
      // What came due before a command comes before it in the history.
      if (due !== undefined && dueAt <= actAt) await this.#fire(due, now);
      else if (act !== null) await this.#take(act, now);
    }
  }

  async #fire(row: ClockRow, at: number): Promise<void> {
    const event = clockDueEvent(this.#ports, this.item.finding, row, at);
    const refused = await this.#happens(event, { kind: 'system', rule: row.ruleId }, at);
    if (refused === null) return;
    const { id, number } = this.#subject;
    const message = `${number}: clock ${row.no} cannot be fired: ${refused}`;
    throw new RectiflowError('state_unreadable', { message, finding: id });
  }

  async #take({ event, by }: AssumedCommand, at: number): Promise<void> {
    const { finding } = this.item;
    const given = await eventOf(event, { finding, by, at }, this.#ports);
    const guard = await this.#happens(given, by, at);
    this.#refused = guard !== null;
    if (guard === null || !this.#isTold(at)) return;
    this.refusals.push({ at, finding: this.#subject, event: event.type, guard });
  }

  /** Null when it happened, or why it did not. */
  async #happens(event: FindingEvent, by: Actor, at: number): Promise<string | null> {
    const { finding, clocks } = this.item;
    const outcome = await decide({ finding, clocks, event, by, at }, this.#ports);
    if (outcome.kind !== 'decided') {
      return outcome.kind === 'refused' ? outcome.guard : outcome.why;
    }
    const { write } = outcome;
    const isElsewhere = write.standing.stage !== standingOf(finding.snapshot).stage;
    if (event.type !== 'CLOCK_DUE' || isElsewhere) this.#refused = false;
    this.#count(write.clocks);
    if (this.#isTold(at)) this.#tell(write, event);
    this.item = { finding: findingAfter(finding, write), clocks: clocksAfter(clocks, write) };
    return null;
  }

  #isTold(at: number): boolean {
    return at >= this.#frame.from;
  }

  #tell({ notices, event: { at }, snapshot, clocks }: Decided['write'], event: FindingEvent): void {
    this.events += 1;
    const finding = this.#subject;
    const { policy, snapshot: before } = this.item.finding;
    const rowOf = (wanted: number | null) =>
      clocks.find(({ no }) => no === wanted) ?? this.item.clocks.find(({ no }) => no === wanted);
    for (const breach of snapshot.context.breaches.slice(before.context.breaches.length)) {
      const { clock, clockNo, dueAt } = breach;
      const { provisional = false } = rowOf(clockNo) ?? {};
      this.breaches.push({ finding, clock, clockNo, dueAt, provisional });
    }
    for (const { template, rungs, slot, fallbackSlot, personId, clockNo } of notices) {
      const row = rowOf(clockNo);
      const clock = row === undefined ? null : this.#factsOf(row);
      const person = personId === null ? null : this.#ports.directory.known(personId);
      const why = { event: event.type, clock, policy };
      this.notices.push({ at, finding, template, rungs, to: { slot, fallbackSlot, person }, why });
    }
  }

  #count(clocks: readonly ClockRow[]): void {
    for (const { no, kind } of clocks) {
      if (this.#turns.has(no)) continue;
      this.#kinds.push(kind);
      this.#turns.set(no, this.#kinds.filter((each) => each === kind).length);
    }
  }

  #factsOf({ no, kind, ruleId, dueAt, provisional }: ClockRow): RehearsedClock {
    return { no, kind, ruleId, dueAt, provisional, turn: this.#turns.get(no) ?? 0 };
  }
}
