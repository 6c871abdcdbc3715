/** One duty on its way through the days to come: its tasks come up, and are done where people are assumed. */
import { setImmediate as othersHaveHadTheirTurn } from 'node:timers/promises';
import type { Actor } from '../../../machines/actor.ts';
import type { OpenTask } from '../../../machines/duty-context.ts';
import type { SlotsDue } from '../../../machines/duty-events.ts';
import { RectiflowError } from '../../errors.ts';
import { armingOf } from '../duties/arming.ts';
import { decideDuty, stepsDue, type DutyStep } from '../duties/decide.ts';
import type { DutyRow, DutyWrite } from '../duties/ports.ts';
import { slotsBetween, type Almanac } from '../duties/slots.ts';
import type { Person } from '../ports.ts';
import type { Frame } from './life.ts';
import type { RememberingDirectory } from './remembering-directory.ts';

/** A duty that may still have something to say: what a rehearsal starts from. */
export interface DutyItem {
  readonly duty: DutyRow;
  /** The number of the finding whose result it keeps up. */
  readonly finding: string | null;
}

/** Somebody doing a task during the rehearsal, at an instant (epoch ms). */
export interface AssumedDoing {
  readonly at: number;
  readonly by: Actor;
}

/** A task as people find it. */
export interface TaskAtHand {
  /** The duty's number. */
  readonly duty: string;
  readonly task: OpenTask;
  /** Those it goes to, at least one. */
  readonly people: readonly Person[];
  /** When they begin to act (epoch ms): what was open before then is still to be done. */
  readonly since: number;
}

/** When a task is done, and by whom; null where it never is. Asked once for each task. */
export type AssumedDoers = (at: TaskAtHand) => AssumedDoing | null;

/** A notice over tasks of a duty that would be owed. Instants are epoch ms. */
export interface RehearsedDutyNotice {
  readonly at: number;
  readonly duty: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly finding: string | null;
  };
  readonly template: string;
  readonly to: {
    readonly party: string;
    /** Null where nobody stands behind the party: it would fail. */
    readonly person: Person | null;
  };
  readonly why: {
    readonly event: SlotsDue['type'];
    /** The tasks it names, of very many the last, */
    readonly slots: readonly string[];
    /** and how many these are in all. */
    readonly tasks: number;
  };
}

/** A mail lists no more than that many one by one. */
const namedMax = 100;

/** Steps taken without a pause. */
const stepsAtOnce = 20;

export interface DutyLifePorts {
  readonly almanac: Almanac;
  readonly directory: RememberingDirectory;
}

export class DutyLife {
  readonly notices: RehearsedDutyNotice[] = [];
  events = 0;
  duty: DutyRow;
  readonly #ports: DutyLifePorts;
  readonly #frame: Frame;
  readonly #doers: AssumedDoers | null;
  readonly #subject: RehearsedDutyNotice['duty'];
  readonly #since: number;
  /** By slot: what people have set out to do. */
  readonly #plans = new Map<string, AssumedDoing | null>();

  constructor(ports: DutyLifePorts, frame: Frame, doers: AssumedDoers | null, item: DutyItem) {
    const { duty, finding } = item;
    this.#ports = ports;
    this.#frame = frame;
    this.#doers = doers;
    this.#subject = { id: duty.id, number: duty.number, title: duty.title, finding };
    this.#since = Math.max(frame.since, duty.updatedAt);
    // It may have been armed by another calendar, or other terms, than there are now.
    this.duty = { ...duty, ...armingOf(duty, ports.almanac) };
  }

  async toTheEnd(): Promise<this> {
    const { until } = this.#frame;
    const people = await this.#peopleToAct();
    let now = this.#since;
    for (let steps = 1; ; steps += 1) {
      const next = this.#nextDoing(people);
      const dueAt = this.#dueFrom(now, people);
      const doneAt = Math.max(next?.at ?? Infinity, now);
      now = Math.min(dueAt, doneAt);
      if (now > until) return this;
      // What came due before a command comes before it in the history.
      if (next === null || dueAt <= doneAt) {
        await this.#happens(stepsDue(this.duty, this.#ports.almanac, now), now);
      } else {
        const event = { type: 'TASK_DONE', slot: next.slot } as const;
        await this.#happens([{ event, by: next.by }], now);
      }
      if (steps % stepsAtOnce === 0) await othersHaveHadTheirTurn();
    }
  }

  /** Where no post is held there is nobody to do a task. */
  async #peopleToAct(): Promise<readonly Person[]> {
    if (this.#doers === null) return [];
    const { to } = this.duty.context;
    const people = await this.#ports.directory.resolve(to, this.#since);
    return [...new Set(to.flatMap((party) => people.get(party)?.id ?? []))].map((id) =>
      this.#ports.directory.known(id),
    );
  }

  #nextDoing(people: readonly Person[]): (AssumedDoing & { readonly slot: string }) | null {
    if (this.#doers === null || people.length === 0) return null;
    let next: (AssumedDoing & { readonly slot: string }) | null = null;
    for (const task of this.duty.context.open) {
      const { slot } = task;
      if (!this.#plans.has(slot)) {
        const at = { duty: this.duty.number, task, people, since: this.#since };
        this.#plans.set(slot, this.#doers(at));
      }
      const plan = this.#plans.get(slot) ?? null;
      if (plan !== null && (next === null || plan.at < next.at)) next = { ...plan, slot };
    }
    return next;
  }

  /** When it speaks next; never is infinity. */
  #dueFrom(now: number, people: readonly Person[]): number {
    const { state, context, nextAt } = this.duty;
    if (nextAt === null) return Infinity;
    const dueAt = Math.max(nextAt, now);
    const { from } = this.#frame;
    if (dueAt >= from || state !== 'running' || people.length > 0) return dueAt;
    // Each slot tells of all that is overdue, and with nobody acting the last one that is not told
    // leaves the duty as all of them together: years need not be gone through day by day.
    const last = slotsBetween(context.rule, this.#ports.almanac, context, from - 1).at(-1);
    return Math.max(dueAt, last?.at ?? dueAt);
  }

  async #happens(steps: readonly DutyStep[], at: number): Promise<void> {
    const { duty } = this;
    const outcome = await decideDuty(duty, steps, at, { ...this.#ports, newId: noId });
    if (outcome.kind === 'refused') throw this.#unreadable(outcome.guard);
    const { write } = outcome;
    const head = write.events.at(-1);
    if (head === undefined) throw this.#unreadable('armed, and nothing to say');
    if (at >= this.#frame.from) this.#tell(write, at);
    const { state, context, nextAt, almanac } = write;
    const { seq: version, hash: headHash } = head;
    this.duty = { ...duty, state, context, nextAt, almanac, version, headHash, updatedAt: at };
  }

  #tell({ events, notices }: Pick<DutyWrite, 'events' | 'notices'>, at: number): void {
    this.events += events.length;
    for (const { template, party, personId, slots } of notices) {
      const person = personId === null ? null : this.#ports.directory.known(personId);
      this.notices.push({
        at,
        duty: this.#subject,
        template,
        to: { party, person },
        why: { event: 'SLOTS_DUE', slots: slots.slice(-namedMax), tasks: slots.length },
      });
    }
  }

  #unreadable(why: string): RectiflowError {
    const { id, number } = this.#subject;
    return new RectiflowError('state_unreadable', { message: `${number}: ${why}`, duty: id });
  }
}

/** Nothing is kept that would have to be told apart by its id. */
function noId(): string {
  return '';
}
