/** What the OpenAPI document says about one command besides its name. */
import type { FindingCommand, FindingCommandInput } from '../../machines/events.ts';

export type CommandType = FindingCommand['type'];
type Sample<T extends CommandType> = Extract<FindingCommandInput, { type: T }>;

/** `zh` goes on where the name in the glossary leaves off; empty where the name says it all. */
export type CommandNote<T extends CommandType> = readonly [
  zh: string,
  en: string,
  example: Sample<T>,
];
/** Notes on some of the commands. */
export type CommandNotes<Names extends CommandType> = { readonly [T in Names]: CommandNote<T> };
