/** The bands under which a finding is found, made from what its events say. */
import { deedBands, deedPieces } from '../likeness/deeds.ts';
import { piecesOf, problemBands } from '../likeness/problems.ts';
import type { LedgerEvent } from '../engine/ports.ts';

/** Of an event as it is recorded: of an opening those of the problem, and of whatever says what is done. */
export function bandsOfEvent(event: LedgerEvent): readonly number[] {
  const problem = event.type === 'OPENED' ? problemBands(piecesOf(event.details)) : [];
  const deeds = deedsIn(event).flatMap((text) => deedBands(deedPieces(text)));
  return [...new Set([...problem, ...deeds])];
}

function deedsIn(event: LedgerEvent): readonly string[] {
  const { type } = event;
  if (type === 'OPENED') return event.input.measures.map(({ text }) => text);
  if (type === 'SET_MEASURES') return event.measures.map(({ text }) => text);
  if (type === 'REPORT_PROGRESS') return [event.text];
  return type === 'SUBMIT' && event.note !== undefined ? [event.note] : [];
}
