/** Wordings: administrators change what notices of findings say, look at it first, and take it back. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../machines/actor.ts';
import { slotSchema, storedText } from '../machines/words.ts';
import type { NoticeFacts } from './channels/channel.ts';
import { mannerOf } from './channels/manners.ts';
import type { NoticeText, TextOf } from './channels/notice-text.ts';
import { renderNotice, type RenderedNotice } from './channels/render.ts';
import { shippedTextOf, templateNames, textOf } from './channels/texts.ts';
import { noticeTextSchema, wordingFaults } from './channels/wording-check.ts';
import { checked } from './checked.ts';
import { unusable } from './data-file.ts';
import { nowOf } from './engine/now.ts';
import type { EnginePorts } from './engine/ports.ts';
import { problemsOf } from './engine/send.ts';
import { RectiflowError } from './errors.ts';
import type { FindingViews } from './store/finding-views.ts';
import type { Queryable } from './store/pool.ts';
import { previewFacts } from './store/preview-facts.ts';
import {
  addWording,
  readWordings,
  wordingRevision,
  type StoredWording,
} from './store/wording-rows.ts';

const [personSchema, delegateSchema] = actorSchema.options;
/** Why it was changed. */
export const wordingNoteSchema = storedText(2_000).nullable().default(null);

const changeSchema = z.strictObject({
  // Rules and imports word nothing: it takes somebody who answers for it.
  by: z.discriminatedUnion('kind', [personSchema, delegateSchema]),
  note: wordingNoteSchema,
});

/** How one template is worded. The change is null where there never was one. */
export interface Wording {
  readonly template: string;
  readonly shipped: NoticeText;
  /** The text in use. */
  readonly text: NoticeText;
  readonly change: WordingChange | null;
}

/** The latest change. */
export interface WordingChange {
  /** From 1, one more with each change. */
  readonly version: number;
  /** It took the change before back: the shipped text counts. */
  readonly withdrawn: boolean;
  /** ISO 8601 with the zone's offset. */
  readonly at: string;
  readonly by: Actor;
  readonly note: string | null;
}

/** Throws `template_not_found`, and `request_invalid` for a person or a note that is none. */
export interface Wordings {
  /** Every template, in the order of their names. */
  list(): Promise<readonly Wording[]>;
  get(template: string): Promise<Wording>;
  /** Changes what the next message says, in every process. Throws `wording_invalid`, a line per field. */
  change(template: string, text: unknown, by: Actor, note?: string | null): Promise<Wording>;
  /** The shipped text counts again. Where it does already, nothing is written. */
  withdraw(template: string, by: Actor): Promise<Wording>;
  /**
   * The mail as it would go out now over the finding, to one of its people: with this text, or null
   * for the one in use. Writes nothing. Throws `wording_invalid`, `finding_not_found`.
   */
  preview(template: string, text: unknown, findingId: string): Promise<RenderedNotice>;
  /**
   * The texts as they stand, after so many changes at least: without that number the ledger is asked
   * for it. Read anew only where something was changed.
   */
  texts(changes?: number): Promise<TextOf>;
}

export function createWordings(
  ports: Pick<EnginePorts, 'ledger' | 'calendar' | 'clock' | 'directory'>,
  db: Queryable,
  findings: FindingViews,
): Wordings {
  const { calendar } = ports;
  const texts = rememberedTexts(db);
  const list = async () => {
    const stored = new Map((await readWordings(db)).map((row) => [row.template, row]));
    return templateNames.toSorted().map((name) => wordingOf(name, stored.get(name), calendar));
  };
  const get = async (template: string): Promise<Wording> => {
    const found = (await list()).find((each) => each.template === template);
    if (found === undefined) throw notFound();
    return found;
  };
  return {
    list,
    get,
    async change(template, given, by, givenNote = null) {
      const text = checkedWording(template, given);
      const who = checked(changeSchema, { by, note: givenNote });
      await addWording(db, { template, text, at: await nowOf(ports), ...who });
      return get(template);
    },
    async withdraw(template, by) {
      shippedText(template);
      const who = checked(changeSchema, { by });
      await addWording(db, { template, text: null, at: await nowOf(ports), ...who });
      return get(template);
    },
    async preview(template, given, findingId) {
      shippedText(template);
      const own = given === null ? null : checkedWording(template, given);
      const text = own ?? (await texts())(template);
      const facts = await factsNow(ports, db, findings, checked(idSchema, findingId), template);
      return renderNotice(facts, { zone: calendar.zone, texts: () => text });
    },
    texts,
  };
}

const idSchema = z.uuid().toLowerCase();

function notFound(): RectiflowError {
  return new RectiflowError('template_not_found');
}

/** Throws `template_not_found`. */
function shippedText(template: string): NoticeText {
  const shipped = shippedTextOf(template);
  if (shipped === null) throw notFound();
  return shipped;
}

/** Throws `template_not_found` and `wording_invalid`. */
function checkedWording(template: string, given: unknown): NoticeText {
  const shipped = shippedText(template);
  const parsed = noticeTextSchema.safeParse(given);
  const faults = parsed.success
    ? wordingFaults(parsed.data, shipped)
    : problemsOf(parsed.error).map(({ path, message }) => `${path}: ${message}`);
  if (!parsed.success || faults.length > 0) throw unusable('wording_invalid', faults);
  return parsed.data;
}

/** What is stored and cannot be used any more does not keep a notice from going out: the shipped text does. */
function inUse({ template, text }: StoredWording): NoticeText {
  const shipped = textOf(template);
  const parsed = noticeTextSchema.safeParse(text);
  return parsed.success && wordingFaults(parsed.data, shipped).length === 0 ? parsed.data : shipped;
}

function wordingOf(
  template: string,
  row: StoredWording | undefined,
  calendar: Pick<EnginePorts['calendar'], 'print'>,
): Wording {
  const shipped = textOf(template);
  if (row === undefined) return { template, shipped, text: shipped, change: null };
  const { version, note, changedAt, changedBy } = row;
  const withdrawn = row.text === null;
  const change = { version, withdrawn, at: calendar.print(changedAt), by: changedBy, note };
  return { template, shipped, text: inUse(row), change };
}

function rememberedTexts(db: Queryable): (changes?: number) => Promise<TextOf> {
  let known = { revision: 0, texts: textOf };
  return async (changes) => {
    const revision = changes ?? (await wordingRevision(db));
    // Changes are only added: what knows of more knows of these.
    if (revision <= known.revision) return known.texts;
    const changed = new Map((await readWordings(db)).map((row) => [row.template, inUse(row)]));
    // What was read may be newer than its revision: then it is read once more.
    known = { revision, texts: (template) => changed.get(template) ?? textOf(template) };
    return known.texts;
  };
}

/** Throws `finding_not_found`. */
async function factsNow(
  ports: Pick<EnginePorts, 'ledger' | 'calendar' | 'clock' | 'directory'>,
  db: Queryable,
  findings: FindingViews,
  findingId: string,
  template: string,
): Promise<NoticeFacts> {
  const now = await nowOf(ports);
  const finding = await findings.get(findingId, now);
  const preview = await previewFacts(db, findingId, template, now);
  if (finding === null || preview === null) {
    throw new RectiflowError('finding_not_found', { finding: findingId });
  }
  const { facts, told } = preview;
  // What is told in its time speaks of a clock; what is told at once, of the event.
  const ofClock = !told && mannerOf(template).urgency !== 'atOnce';
  const event = ofClock ? { type: 'CLOCK_DUE', at: now, reason: null, note: null } : facts.event;
  if (facts.personName !== '') return { ...facts, event };
  const parties = slotSchema.options.flatMap((slot) => finding.slots[slot] ?? []);
  const people = await ports.directory.resolve(parties, now);
  const person = parties.map((party) => people.get(party)).find((each) => each !== undefined);
  const inPlaceOf = person?.inPlaceOf?.name ?? facts.inPlaceOf;
  return { ...facts, event, personName: person?.name ?? '', inPlaceOf };
}
