/** Rehearses the days to come for duties, over copies: who would be told of which task, and when. Writes nothing. */
import { setImmediate as othersHaveHadTheirTurn } from 'node:timers/promises';
import type { DutyRow } from '../duties/ports.ts';
import type { Almanac } from '../duties/slots.ts';
import type { Directory } from '../ports.ts';
import {
  DutyLife,
  type AssumedDoers,
  type DutyItem,
  type RehearsedDutyNotice,
} from './duty-life.ts';
import type { Frame } from './life.ts';
import { byTime } from './order.ts';
import { rememberingDirectory } from './remembering-directory.ts';

export interface SimulateDutiesOptions extends Frame {
  /** Without them nobody does anything, and what is overdue is reminded of for ever. */
  readonly doers?: AssumedDoers | null | undefined;
}

export interface DutyRehearsal {
  /** In order of time, duty and person. */
  readonly notices: readonly RehearsedDutyNotice[];
  /** Events that would be recorded. */
  readonly events: number;
  /** The duties as they would stand at the end. */
  readonly duties: readonly DutyRow[];
}

export async function simulateDuties(
  { almanac, directory }: { readonly almanac: Almanac; readonly directory: Directory },
  items: readonly DutyItem[],
  { doers = null, ...frame }: SimulateDutiesOptions,
): Promise<DutyRehearsal> {
  const ports = { almanac, directory: rememberingDirectory(directory) };
  const lives: DutyLife[] = [];
  for (const item of items) {
    lives.push(await new DutyLife(ports, frame, doers, item).toTheEnd());
    await othersHaveHadTheirTurn();
  }
  return {
    notices: lives.flatMap(({ notices }) => notices).toSorted(byTime),
    events: lives.reduce((sum, { events }) => sum + events, 0),
    duties: lives.map(({ duty }) => duty),
  };
}
