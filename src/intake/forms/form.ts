/** What a document form must offer. A new form is a new file and a line in the registry. */
import type { Line } from '../lines.ts';
import type { Aspect, IntakeError, Warning } from '../schema.ts';

export interface ReadContext {
  /** Notes something a person should look at; `message` is Chinese first, then English. */
  readonly warn: (line: number, code: Warning['code'], message: string) => void;
}

export type FormReading =
  | {
      readonly ok: true;
      readonly aspects: Aspect[];
      /** Numbered entries, of which one can hold several findings. */
      readonly items: number;
      /** Where the findings begin, and with them the header and the declared counts end. */
      readonly first: Line;
    }
  | { readonly ok: false; readonly error: IntakeError };

export interface Form {
  readonly id: string;
  /** How well the document fits: 0 not at all; the highest score reads it. */
  readonly recognise: (lines: readonly Line[]) => number;
  readonly read: (lines: readonly Line[], context: ReadContext) => FormReading;
}
