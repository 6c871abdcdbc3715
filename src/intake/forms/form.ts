/** What reading a document's findings gives, whatever its form. */
import type { Line } from '../text/lines.ts';
import type { Aspect, IntakeError, Question, Warning } from '../schema.ts';

export interface ReadContext {
  /** Notes something a person should look at; `message` is Chinese first, then English. */
  readonly warn: (line: number, code: Warning['code'], message: string) => void;
  /** Asks what the text does not settle. */
  readonly ask: (question: Question) => void;
}

export type FormReading =
  | {
      readonly ok: true;
      /** The form it was read as. */
      readonly form: string;
      readonly aspects: Aspect[];
      /** Numbered entries, of which one can hold several findings. */
      readonly items: number;
      /** Where the findings begin, and with them the header and the declared counts end; null for none. */
      readonly first: Line | null;
    }
  | { readonly ok: false; readonly error: IntakeError };
