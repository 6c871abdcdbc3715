/** Signals that something may have been closed on paper only (纸面销号): questions for the verifier, never a verdict. */

export const signalKinds = [
  'sameFile',
  'nearSameText',
  'evidenceAfterClaim',
  'reportedAgain',
] as const;
export type SignalKind = (typeof signalKinds)[number];

/** What of the finding a signal is about; all null where it is about the finding as a whole. */
export interface SignalAbout {
  readonly measureNo: number | null;
  readonly evidenceId: string | null;
  /** The event that holds the report or the note. */
  readonly seq: number | null;
}

/** Where the same was found; the finding itself, where it is another measure of it. */
export interface SignalOther {
  readonly findingId: string;
  /** As people write it. */
  readonly number: string;
  readonly unit: string | null;
  /** The measure there, where it is one. */
  readonly measureNo: number | null;
}

export interface Signal {
  readonly kind: SignalKind;
  readonly about: SignalAbout;
  /** At most twenty, the most alike first, else the latest first. */
  readonly others: readonly SignalOther[];
  /** 0 to 1, of the first of `others`; null where nothing is compared by its words. */
  readonly likeness: number | null;
  readonly question: { readonly zh: string; readonly en: string };
}

/** Whoever asks has seen enough by then. */
export const othersMax = 20;

export const nothing: SignalAbout = { measureNo: null, evidenceId: null, seq: null };
