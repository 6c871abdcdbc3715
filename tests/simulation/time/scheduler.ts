/** One thing at a time, in an order the seed decides: nothing goes on before it is let on, and time stands still meanwhile. */
import { setImmediate as promisesHaveRun } from 'node:timers/promises';
import type { Random } from './random.ts';
import type { Trace } from './trace.ts';
import { calm, type Weather } from './weather.ts';

/** A process of the simulation. What a killed one was waiting for is never answered. */
export interface Process {
  readonly name: string;
  /** How far its own clock is ahead of the database's, ms. */
  readonly skewMs: number;
  /** Those of the world itself are neither killed nor stopped, and wait for nothing. */
  readonly mortal: boolean;
  alive: boolean;
  /** It stands still until then; epoch ms. */
  stoppedUntil: number;
}

/** What a process waits for. */
export interface Until {
  readonly ready: () => boolean;
  /** When it may be ready by the passing of time alone, epoch ms. */
  readonly wake: () => number;
}

/** Carries out one statement of the database: all of it at one instant, or not at all. */
export type Statement = <T>(what: string, effect: () => T | Promise<T>) => Promise<T>;

/** The connection broke: the statement may or may not have been carried out. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** Something that must never be so, is. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly rule: string;

  constructor(rule: string, details: string) {
    super(`${rule}: ${details}`);
    this.rule = rule;
  }
}

interface Turn extends Until {
  readonly process: Process;
  readonly what: string;
  /** Not before then, however ready. */
  readonly at: number;
  readonly go: () => void;
}

const minuteMs = 60_000;
const atOnce: Until = { ready: () => true, wake: () => Number.NEGATIVE_INFINITY };
/** Most of what takes a turn takes this long at most. */
const turnMsMax = 20;

export interface SchedulerOptions {
  readonly random: Random;
  readonly trace: Trace;
  /** Epoch ms. */
  readonly start: number;
  /** More would be somebody going round in circles. */
  readonly stepsMax: number;
  /** Told of each process that was killed, right after. */
  readonly onKilled: (process: Process) => void;
  /** Told each time the clock has moved on because nobody had anything to do. */
  readonly onTime: () => void;
}

/** The database's clock, and whose turn it is. */
export class Scheduler {
  /** Epoch ms. */
  now: number;
  /** How often something was let on. */
  step = 0;
  weather: Weather = calm;
  /** Faults that happened, by name. */
  readonly faults = { crash: 0, stop: 0, delay: 0, loss: 0 };
  readonly #options: SchedulerOptions;
  #waiting: Turn[] = [];
  #underWay = 0;
  #violation: Violation | null = null;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.now = options.start;
  }

  /** What is found wrong inside an operation must not be swallowed by whoever asked for it. */
  fail(rule: string, details: string): void {
    this.#violation ??= new Violation(rule, details);
  }

  /** Waits for the process's turn. */
  turn(process: Process, what: string, until: Until = atOnce): Promise<void> {
    if (!process.alive) return new Promise(() => undefined);
    const late = until === atOnce && process.mortal && this.#befalls('delay');
    const at = late ? this.now + this.#options.random.between(1, 3 * minuteMs) : 0;
    return new Promise((go) => {
      this.#waiting.push({ process, what, at, go, ...until });
    });
  }

  /** How that process has statements carried out. */
  statement(process: Process): Statement {
    return async (what, effect) => {
      await this.turn(process, what);
      this.#loseConnection(process, what);
      const outcome = await this.#carriedOut(effect);
      await this.turn(process, `${what} answered`);
      this.#loseConnection(process, what);
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    };
  }

  kill(process: Process): void {
    process.alive = false;
    this.#waiting = this.#waiting.filter((turn) => turn.process !== process);
    this.#options.trace.add(`${this.now} ${process.name} killed`);
    this.#options.onKilled(process);
  }

  /** Runs until nobody has anything to do up to and including that instant. Throws the first violation. */
  async run(until: number): Promise<void> {
    for (;;) {
      // Everybody has then come to where they wait again, and the choice is the same each time.
      do await promisesHaveRun();
      while (this.#underWay > 0);
      if (this.#violation !== null) throw this.#violation;
      const ready = this.#waiting.filter((turn) => this.#isReady(turn));
      if (ready.length > 0) this.#letOn(this.#options.random.pick(ready));
      else if (!this.#moveOn(until)) break;
    }
    // Its last look at the clock may have found something.
    if (this.#violation !== null) throw this.#violation;
  }

  #letOn(turn: Turn): void {
    const { random, trace } = this.#options;
    const { process, what } = turn;
    this.step += 1;
    if (this.step > this.#options.stepsMax) this.fail('comes-to-an-end', `${this.step} steps`);
    this.now += random.between(0, turnMsMax);
    if (process.mortal && this.#befalls('crash')) {
      this.kill(process);
      return;
    }
    if (process.mortal && this.#befalls('stop')) {
      process.stoppedUntil = this.now + random.between(1, 10 * minuteMs);
      trace.add(`${this.now} ${process.name} stopped until ${process.stoppedUntil}`);
      return;
    }
    this.#waiting.splice(this.#waiting.indexOf(turn), 1);
    trace.add(`${this.now} ${process.name} ${what}`);
    turn.go();
  }

  /** False when nothing happens any more by then. */
  #moveOn(until: number): boolean {
    const instants = this.#waiting
      .map(({ wake, at, process }) => Math.max(wake(), at, process.stoppedUntil))
      .filter((instant) => instant > this.now);
    const next = instants.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
    this.now = Math.max(this.now, Math.min(next, until));
    this.#options.onTime();
    return next <= until;
  }

  #isReady({ process, at, ready }: Turn): boolean {
    return at <= this.now && process.stoppedUntil <= this.now && ready();
  }

  #loseConnection(process: Process, what: string): void {
    if (process.mortal && this.#befalls('loss', 2)) throw new ConnectionLost(what);
  }

  /** `occasions`: how many there are of what the weather says how often it happens to. */
  #befalls(fault: keyof Scheduler['faults'], occasions = 1): boolean {
    const befalls = this.#options.random.chance(this.weather[fault] / occasions);
    if (befalls) this.faults[fault] += 1;
    return befalls;
  }

  async #carriedOut<T>(effect: () => T | Promise<T>): Promise<{ value: T } | { error: unknown }> {
    this.#underWay += 1;
    try {
      return { value: await effect() };
    } catch (error) {
      return { error };
    } finally {
      this.#underWay -= 1;
    }
  }
}
