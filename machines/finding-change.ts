/** The pen a transition writes with: collects context changes and effects, so that the two cannot disagree. */
import { makerOf, type Actor } from './actor.ts';
import type { ClockBasis, Effect } from './effects.ts';
import type { LinkedWord } from './linked-events.ts';
import type { FindingContext, RunningClock } from './finding-context.ts';
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

  /** Tells another finding, in the same write. */
  tellFinding(findingId: string, word: LinkedWord): this {
    this.effects.push({ kind: 'finding.tell', findingId, word });
    return this;
  }

  /** What was asked for has been decided, or no longer matters. */
  forgetRequest(): this {
    const { extensionRequest = null } = this.context;
    return extensionRequest === null ? this : this.set({ extensionRequest: null });
  }

  startClock(clock: ClockKind, basis: ClockBasis = { kind: 'rule' }): this {
    return this.#start({ clock, state: 'running' }, basis, 'of' in basis ? basis.of : null);
  }

  /** Puts a new clock in the place of an open one, held if that is held. The old one's dates stay on record. */
  replaceClock(open: RunningClock, basis: ClockBasis): this {
    this.#start(open, basis, open.no);
    this.effects.push({ kind: 'clock.stop', clockNo: open.no, outcome: 'void' });
    return this.set({ clocks: this.context.clocks.filter(({ no }) => no !== open.no) });
  }

  stopClocks(outcome: 'met' | 'void', ...kinds: readonly ClockKind[]): this {
    const ends = this.context.clocks.filter(({ clock }) => kinds.includes(clock));
    for (const { no } of ends) this.effects.push({ kind: 'clock.stop', clockNo: no, outcome });
    this.set({ clocks: this.context.clocks.filter((clock) => !ends.includes(clock)) });
    const asked = this.context.extensionRequest?.clock;
    return ends.some(({ clock }) => clock === asked) ? this.forgetRequest() : this;
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

  /** What was left of the last execution; a finding that never had one gets the rule's period. */
  restOfExecution(): ClockBasis {
    const { executeClockNo: of } = this.context;
    return of === null ? { kind: 'rule' } : { kind: 'remainder', of };
  }

  /** 暂停: holds what runs and remembers it, so that resuming releases exactly that. */
  pause(at: number, referred = false): this {
    const clockNos = this.context.clocks
      .filter(({ state }) => state === 'running')
      .map(({ no }) => no);
    return this.#turn(clockNos, 'held').set({
      pause: { at, clockNos, ...(referred && { referred }) },
    });
  }

  resume(): this {
    return this.#turn(this.context.pause?.clockNos ?? [], 'running').set({ pause: null });
  }

  #start(
    { clock, state }: Omit<RunningClock, 'no'>,
    basis: ClockBasis,
    follows: number | null,
  ): this {
    const no = this.context.clockCount + 1;
    this.effects.push({ kind: 'clock.start', clockNo: no, clock, basis, follows });
    return this.set({
      clockCount: no,
      clocks: [...this.context.clocks, { no, clock, state }],
      executeClockNo: clock === 'execute' ? no : this.context.executeClockNo,
    });
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
