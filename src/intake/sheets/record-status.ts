/** How the finding of one record stands, from its columns of statuses and of progress. */
import type { Reading } from '../schema.ts';
import { reading } from '../forms/finish.ts';
import { readProgress, type StatusReading } from '../readings/status.ts';
import { statesTheWhole, takeClosing } from '../readings/status-clauses.ts';
import { statesFailure, type Status } from '../readings/status-phrases.ts';
import { fold } from '../text/lines.ts';
import { headerText } from './header-text.ts';
import { joined, listIn } from './cell-lists.ts';
import type { Field } from './records.ts';
import { isClosed, isEntry, statusInCell, type StatedStatus } from './status-cells.ts';

export interface RecordStanding extends StatusReading {
  /** What the columns of progress tell besides the status. */
  readonly remarks: readonly string[];
  /** What is said of each measure, where a list of as many entries says it. */
  readonly ofMeasures: readonly (string | null)[];
  readonly isContradicted: boolean;
  readonly doubt: Reading | null;
}

export interface StandingFields {
  readonly status: readonly Field[];
  readonly progress: readonly Field[];
  readonly sustained: readonly Field[];
  readonly completed: readonly Field[];
  readonly measureCount: number;
}

export function standingOf(fields: StandingFields): RecordStanding {
  const told = readProgressCells(fields.progress, fields.measureCount);
  const stated = statedIn(fields.status) ?? told.stated ?? completedOn(fields.completed);
  const standing = stated ?? { ...told.reading, doubt: null };
  const status = isSustained(fields.sustained) ? sustained(standing.status) : standing.status;
  return {
    ...standing,
    status,
    remarks: told.remarks,
    ofMeasures: told.ofMeasures,
    isContradicted: isClosed(status) && told.failures,
  };
}

type Stated = StatusReading & { readonly doubt: Reading | null };

/** 是否长期坚持:是 keeps a closed finding on, and closes none. */
const isSustained = (fields: readonly Field[]): boolean =>
  fields.some(({ text, column }) => {
    const said = statusInCell(text, column.name);
    return said !== null && isClosed(said.status);
  });

const sustained = (status: Status): Status => (status === 'closed' ? 'closed_ongoing' : status);

/** Columns of statuses, row by row of the record. */
function statedIn(fields: readonly Field[]): Stated | null {
  const rows = new Map<number, StatedStatus>();
  for (const { text, column, row } of fields) {
    const said = statusInCell(text, column.name);
    const before = rows.get(row);
    if (said !== null) rows.set(row, before === undefined ? said : together(before, said));
  }
  const all = [...rows.values()];
  const [first] = all;
  if (first === undefined) return null;
  if (all.every(({ status }) => status === first.status)) {
    return { ...asReading(first, 'finding'), doubt: null };
  }
  return { ...asReading(leastOf(all), 'measure'), doubt: UNEVEN };
}

const asReading = (
  { status, phrase }: StatedStatus,
  statusLevel: StatusReading['statusLevel'],
): StatusReading => ({ status, statusPhrase: phrase, statusLevel });

const UNEVEN = reading(
  0.7,
  '各行状态不一，取最低者',
  'its rows state different statuses; the least of them holds',
);

/** 完成情况:已完成, 是否销号:否 is done, and waits to be struck off. */
function together(first: StatedStatus, second: StatedStatus): StatedStatus {
  const phrase = `${first.phrase}\uff1b${second.phrase}`;
  const [done, other] = isClosed(first.status) ? [first, second] : [second, first];
  if (!isClosed(done.status)) return first;
  if (isClosed(other.status)) return first;
  const isAboutStriking = /销号|核销|闭环|验收/.test(other.phrase);
  return { phrase, status: isAboutStriking ? 'pending_closure' : other.status };
}

const LEAST_FIRST: readonly Status[] = [
  'not_completed',
  'identified',
  'planned',
  'in_progress',
  'partially_closed',
  'pending_closure',
  'closed_ongoing',
  'closed',
];

const leastOf = (all: readonly StatedStatus[]): StatedStatus =>
  all.reduce((least, next) =>
    LEAST_FIRST.indexOf(next.status) < LEAST_FIRST.indexOf(least.status) ? next : least,
  );

/** 销号时间 filled in claims that the finding has been struck off, without a word that says so. */
function completedOn(fields: readonly Field[]): Stated | null {
  const field = fields.find(({ text }) => /\d/.test(fold(text)));
  if (field === undefined) return null;
  const { words } = headerText(field.column.name);
  return {
    status: 'closed',
    statusLevel: 'finding',
    statusPhrase: `${words}\uff1a${field.text}`,
    doubt: reading(0.6, '只填了完成日期，没有写明状态', 'a date of completion, and no status'),
  };
}

interface ToldProgress {
  /** A cell of progress that holds nothing but a status. */
  readonly stated: Stated | null;
  readonly reading: StatusReading;
  readonly remarks: readonly string[];
  readonly ofMeasures: readonly (string | null)[];
  readonly failures: boolean;
}

function readProgressCells(fields: readonly Field[], measureCount: number): ToldProgress {
  const bare = fields.filter(isBareStatus);
  const texts = fields.filter((field) => !bare.includes(field));
  const items = texts.flatMap(entriesOf);
  const progress = readProgress({ labelled: [], measures: items, remarks: [] });
  const isPaired = items.length === measureCount && measureCount > 1;
  const { statusPhrase, statusLevel, status } = progress;
  return {
    stated: statedIn(bare),
    reading: { statusPhrase, statusLevel, status },
    remarks: texts.flatMap(({ text }) => remarkOf(text) ?? []),
    ofMeasures: isPaired ? progress.measures.map((measure) => measure.statusPhrase) : [],
    failures: progress.measures.some((measure) => statesFailure(measure.statusPhrase ?? '')),
  };
}

function entriesOf({ text, line }: Field): string[] {
  const { lead, items } = listIn(text, line);
  const listed = items.map((item) => item.text);
  return lead === '' ? listed : [lead, ...listed];
}

/** Says nothing of what has been done, but only how far it has come. */
const isBareStatus = ({ text }: Field): boolean => isEntry(text) || statesTheWhole(text, false);

/** Without the sentence that closes it (此问题已整改到位。), which is the status. */
function remarkOf(text: string): string | null {
  const { rest } = takeClosing(joined(text), false);
  return rest === '' ? null : rest;
}
