/** The pen a transition writes with: collects context changes and effects, so that the two cannot disagree. */
import { makerOf, type Actor } from './actor.ts';
import type { Effect } from './effects.ts';
import type { FindingContext } from './finding-context.ts';
import type { ClockKind, Slot } from './words.ts';

export interface Changed {
  readonly context: FindingContext;
  readonly effects: readonly Effect[];
}

export class Change implements Changed {
  readonly effects: Effect[] = [];
  context: FindingContext;

  constructor(context: FindingContext) {
    this.context = context;
  }

  set(patch: Partial<FindingContext>): this {
    this.context = { ...this.context, ...patch };
    return this;
  }

  /** Remembers who had a hand in the work of this cycle. Systems and imports make nothing. */
  madeBy(actor: Actor): this {
    const maker = makerOf(actor);
    const known = this.context.makers.some(
      ({ persons, unit }) =>
        JSON.stringify(persons) === JSON.stringify(maker.persons) && unit === maker.unit,
    );
    return maker.persons.length === 0 || known
      ? this
      : this.set({ makers: [...this.context.makers, maker] });
  }

  tell(template: string, ...slots: readonly Slot[]): this {
    for (const to of slots) {
      this.effects.push({ kind: 'notice.owe', template, to, clockNo: null, rungs: [] });
    }
    return this;
  }

  startClock(clock: ClockKind, dueDate: string | null = null): this {
    const clockNo = this.context.clockCount + 1;
    this.effects.push({ kind: 'clock.start', clockNo, clock, dueDate });
    return this.set({
      clockCount: clockNo,
      clocks: [...this.context.clocks, { no: clockNo, clock, state: 'running' }],
    });
  }

  stopClocks(outcome: 'met' | 'void', ...kinds: readonly ClockKind[]): this {
    const ends = this.context.clocks.filter(({ clock }) => kinds.includes(clock));
    for (const { no } of ends) this.effects.push({ kind: 'clock.stop', clockNo: no, outcome });
    return this.set({ clocks: this.context.clocks.filter((clock) => !ends.includes(clock)) });
  }

  stopAllClocks(outcome: 'met' | 'void'): this {
    return this.stopClocks(outcome, ...this.context.clocks.map(({ clock }) => clock));
  }

  holdClocks(...kinds: readonly ClockKind[]): this {
    const nos = this.context.clocks
      .filter(({ clock, state }) => kinds.includes(clock) && state === 'running')
      .map(({ no }) => no);
    return this.#turn(nos, 'held');
  }

  releaseClocks(...kinds: readonly ClockKind[]): this {
    const nos = this.context.clocks
      .filter(({ clock, state }) => kinds.includes(clock) && state === 'held')
      .map(({ no }) => no);
    return this.#turn(nos, 'running');
  }

  /** Lets a held clock run on; where it has ended meanwhile, starts one afresh. */
  continueClock(clock: ClockKind): this {
    const held = this.context.clocks.some((each) => each.clock === clock);
    return held ? this.releaseClocks(clock) : this.startClock(clock);
  }

  /** 暂停: holds what runs and remembers it, so that resuming releases exactly that. */
  pause(at: number): this {
    const clockNos = this.context.clocks
      .filter(({ state }) => state === 'running')
      .map(({ no }) => no);
    return this.#turn(clockNos, 'held').set({ pause: { at, clockNos } });
  }

  resume(): this {
    return this.#turn(this.context.pause?.clockNos ?? [], 'running').set({ pause: null });
  }

  #turn(nos: readonly number[], state: 'running' | 'held'): this {
    const kind = state === 'held' ? 'clock.hold' : 'clock.release';
    for (const clockNo of nos) this.effects.push({ kind, clockNo });
    return this.set({
      clocks: this.context.clocks.map((clock) =>
        nos.includes(clock.no) ? { ...clock, state } : clock,
      ),
    });
  }
}
