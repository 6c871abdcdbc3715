/** The demo's round: read from the sample document, opened in the ledger, and its story told day by day. */
import { readFile } from 'node:fs/promises';
import { DateTime } from 'luxon';
import type { FindingCommandInput } from '../../machines/events.ts';
import type { RoundCommand } from '../../machines/round.ts';
import { RectiflowError } from '../errors.ts';
import { findingsOf, roundTitleOf, type IntakeDocument } from '../intake/index.ts';
import { readDocument } from '../intake/read-document.ts';
import type { Rectiflow } from '../rectiflow.ts';
import { lifeOf, ownerOf, type Step } from './lives.ts';
import { actor, engage, slotsFor, unitOf, type CastId } from './world.ts';

export const demoRound = 'XC-2024';

/** A command of the story, for one finding or for the round itself. */
export interface Scene {
  /** Epoch ms. */
  readonly at: number;
  readonly by: CastId;
  readonly act:
    | { readonly findingId: string; readonly number: string; readonly event: FindingCommandInput }
    | { readonly round: string; readonly event: RoundCommand };
}

export interface DemoRound {
  readonly id: string;
  readonly title: string;
  /** When feedback is given: the story begins. Epoch ms. */
  readonly feedbackAt: number;
  readonly scenes: readonly Scene[];
}

/** Reads the sample. Throws `document_unreadable` where it is not what the demo is made for. */
export async function readSample(): Promise<IntakeDocument> {
  const read = readDocument(await readFile(await sampleFile(), 'utf8'));
  if (!read.ok) throw new RectiflowError('document_unreadable', { message: read.error.message });
  return read.document;
}

/** When the sample says feedback was given, at ten in the morning of that day. */
export function feedbackInstant(document: IntakeDocument, zone: string): number {
  const day = DateTime.fromISO(document.document.feedbackDate ?? '', { zone });
  if (!day.isValid) {
    throw new RectiflowError('document_unreadable', {
      message: 'the sample states no feedback date',
    });
  }
  return day.set({ hour: 10 }).toMillis();
}

/** Opens the round with its findings, all at once, unless it is there already; then tells its story. */
export async function prepareRound(
  rectiflow: Rectiflow,
  document: IntakeDocument,
): Promise<DemoRound> {
  const { engine, calendar, findings, directory } = rectiflow;
  const feedbackAt = feedbackInstant(document, calendar.zone);
  const title = document.document.title ?? demoRound;
  const { id } = await engine.openRound({
    code: demoRound,
    title: roundTitleOf(document) ?? demoRound,
    by: actor('lu'),
  });
  const existing = await findings.list({ round: demoRound, limit: 200 }, feedbackAt);
  if (existing.length === 0) {
    await engage(directory);
    const toOpen = findingsOf(document, demoRound);
    for (const [index, finding] of toOpen.entries()) {
      const owner = ownerOf(index);
      const { class: rectification } = lifeOf(index);
      Object.assign(finding, {
        class: rectification,
        responsibleUnit: unitOf(owner),
        slots: slotsFor(owner),
      });
    }
    await engine.openAll(toOpen, { kind: 'import', document: 'round-2024-feedback' });
  }
  return { id, title, feedbackAt, scenes: await scenesOf(rectiflow, feedbackAt) };
}

async function scenesOf({ findings, calendar }: Rectiflow, feedbackAt: number): Promise<Scene[]> {
  const { zone } = calendar;
  const feedbackDay = DateTime.fromMillis(feedbackAt, { zone }).startOf('day');
  const dayAfter = (days: number) => feedbackDay.plus({ days }).toISODate() ?? '';
  const instantOf = ({ day, time }: Pick<Step, 'day' | 'time'>) =>
    DateTime.fromISO(`${dayAfter(day)}T${time}`, { zone }).toMillis();
  const scenes: Scene[] = [];
  const opened = await findings.list({ round: demoRound, limit: 200 }, feedbackAt);
  for (const [index, { id, number }] of opened.entries()) {
    const view = await findings.get(id, feedbackAt);
    const measures = view?.measures ?? [];
    const steps = lifeOf(index).steps({ owner: ownerOf(index), measures, dayAfter });
    for (const step of steps) {
      const act = { findingId: id, number, event: step.event };
      scenes.push({ at: instantOf(step), by: step.by, act });
    }
  }
  const last = Math.max(...scenes.map(({ at }) => at));
  const roundScene = (at: number, event: RoundCommand): Scene => ({
    at,
    by: 'lu',
    act: { round: demoRound, event },
  });
  const minuteMs = 60_000;
  scenes.push(
    roundScene(feedbackAt, { type: 'GIVE_FEEDBACK', on: dayAfter(0) }),
    roundScene(instantOf({ day: 90, time: '17:00' }), { type: 'BEGIN_FOLLOW_ON' }),
    roundScene(last + 30 * minuteMs, { type: 'SUBMIT_REPORT', note: '整改情况报告已报送' }),
    roundScene(last + 60 * minuteMs, { type: 'CONCLUDE' }),
  );
  return scenes.toSorted((a, b) => a.at - b.at);
}

/** The samples lie beside the source, and one folder further up from where it is built to. */
async function sampleFile(): Promise<URL> {
  const places = ['../../samples/', '../../../samples/'].map(
    (place) => new URL(`${place}round-2024-feedback.txt`, import.meta.url),
  );
  for (const place of places) {
    const readable = await readFile(place).then(
      () => true,
      () => false,
    );
    if (readable) return place;
  }
  throw new RectiflowError('document_unreadable', { message: 'the sample document is missing' });
}
