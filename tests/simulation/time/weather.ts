/** How much goes wrong: probabilities of each fault, per occasion. */

export interface Weather {
  /** A process is killed instead of being let on. */
  readonly crash: number;
  /** A process stands still for up to ten minutes, and then goes on as if nothing had been. */
  readonly stop: number;
  /** A process is started on a machine whose clock is hours off, not seconds. */
  readonly clockWrong: number;
  /** An operation or its answer takes up to three minutes. */
  readonly delay: number;
  /** The connection breaks: half of the time before the statement has been carried out, half after. */
  readonly loss: number;
  /** A queue loses a call, makes two of it, or keeps it back. */
  readonly callLost: number;
  readonly callTwice: number;
  readonly callLate: number;
  /** A mail server puts a mail off, refuses it, takes it without saying so, or breaks off before. */
  readonly mailDeferred: number;
  readonly mailRefused: number;
  readonly mailUnanswered: number;
  readonly mailCut: number;
  /** Whoever gave a command does not get the answer; or gives it twice at once. */
  readonly answerLost: number;
  readonly commandTwice: number;
}

export const stormy: Weather = {
  crash: 1 / 1_200,
  stop: 1 / 4_000,
  clockWrong: 0.2,
  delay: 1 / 120,
  loss: 1 / 500,
  callLost: 0.03,
  callTwice: 0.05,
  callLate: 0.05,
  mailDeferred: 0.08,
  mailRefused: 0.01,
  mailUnanswered: 0.02,
  mailCut: 0.01,
  answerLost: 0.05,
  commandTwice: 0.08,
};

export const calm: Weather = {
  crash: 0,
  stop: 0,
  clockWrong: 0,
  delay: 0,
  loss: 0,
  callLost: 0,
  callTwice: 0,
  callLate: 0,
  mailDeferred: 0,
  mailRefused: 0,
  mailUnanswered: 0,
  mailCut: 0,
  answerLost: 0,
  commandTwice: 0,
};
