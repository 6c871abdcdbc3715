/** Sorts the text below a finding's labels into measures, statuses and remarks. */
import { extractAttributes } from '../readings/attributes.ts';
import type { Attributes } from '../readings/attributes.ts';
import { RESULT_NAME } from '../readings/labels.ts';
import type { MeasureList } from '../readings/measures.ts';
import { fold } from '../text/lines.ts';
import { clauses, statements, withoutEnd } from '../text/sentences.ts';
import { statesTheWhole, takeClosing } from '../readings/status-clauses.ts';
import { readStatusField, statedStatus, type StatedStatus } from '../readings/status-fields.ts';
import type { Block } from './skeleton.ts';

interface BlockMeasure extends Attributes {
  readonly no: string | null;
  readonly text: string;
}

export interface ReadBlocks {
  readonly measures: readonly BlockMeasure[];
  /** Statuses printed in a field of their own. */
  readonly labelled: readonly StatedStatus[];
  /** Introductions, outcomes, aims, what looking into it has shown. */
  readonly remarks: readonly string[];
  /** What the inspectors ask for, and what the unit asks of its superiors: neither is a measure. */
  readonly requirements: readonly string[];
  readonly requests: readonly string[];
  /** Persons and dates that hold for the finding. */
  readonly attributes: readonly Attributes[];
}

export function readBlocks(blocks: readonly Block[]): ReadBlocks {
  const measures: BlockMeasure[] = [];
  const labelled = blocks.flatMap(({ status }) => (status === null ? [] : statedStatus(status)));
  const remarks: string[] = [];
  const attributes: Attributes[] = [];
  const demands = { requirement: listedIn('requirement'), request: listedIn('request') };
  const progress = blocks.filter(({ kind }) => kind === 'progress');
  const isNumbered = progress.some(({ list }) => list.style !== null);
  for (const { name, kind, list } of blocks) {
    if (kind === 'target' || kind === 'inquiry') remarks.push(...wholeText(name, list));
    if (kind !== 'progress') continue;
    const lead = extractAttributes(list.lead);
    const status = fieldStatus(name, lead.text);
    if (status !== null) labelled.push(status.stated);
    const said = status?.rest ?? lead.text;
    const isDemand = list.style === null && isRequest(said);
    if (isDemand) demands.request.push(said);
    const text = isDemand ? '' : said;
    const isFirst = !isNumbered && measures.length === 0;
    if (text !== '' && isMeasure(list, isFirst)) {
      measures.push({ ...lead, no: null, text });
    } else {
      attributes.push(lead);
      if (text !== '') remarks.push(text);
    }
    for (const { no, text: printed } of list.measures) {
      measures.push({ no, ...extractAttributes(printed) });
    }
  }
  return {
    measures: handOver(measures, attributes),
    labelled,
    remarks,
    attributes,
    requirements: demands.requirement,
    requests: demands.request,
  };

  function listedIn(of: Block['kind']): string[] {
    return blocks.flatMap(({ kind, list }) => (kind === of ? textsOf(list) : []));
  }
}

const textsOf = ({ lead, measures }: MeasureList): string[] => [
  ...(lead === '' ? [] : [lead]),
  ...measures.map(({ text }) => text),
];

/** All of a field that lists no measures, with its name: 整改目标：…. */
function wholeText(name: string, list: MeasureList): string[] {
  const text = textsOf(list).join('\n');
  if (text === '') return [];
  return [name === '' ? text : `${name}\uff1a${text}`];
}

/** 恳请上级统筹考虑 in the place of a measure: nothing has been done. */
const isRequest = (text: string): boolean =>
  /恳请|提请|请求上级|请(?:上级|市|县|区|省)|建议(?:由|上级|主管|市|县|区|省)|需(?:要)?(?:上级|由[^,。]{2,12}(?:统一|协调|牵头))/.test(
    fold(text),
  ) && !/已(?:经)?(?:恳请|提请|请求|向|报)/.test(fold(text));

/** Text without a number is a measure if no measure has one, or if the list begins at 2. */
const isMeasure = (list: MeasureList, isFirst: boolean): boolean =>
  list.style === null ? isFirst : list.measures[0]?.no !== '1';

/**
 * A bracket behind the last measure, where no other has one, names who answers for the finding:
 * it is moved there.
 */
function handOver(measures: readonly BlockMeasure[], attributes: Attributes[]): BlockMeasure[] {
  const bearers = measures.filter(({ responsible, due }) => responsible !== null || due !== null);
  const last = measures.at(-1);
  if (last === undefined || bearers.length !== 1 || bearers[0] !== last) return [...measures];
  attributes.push({ responsible: last.responsible, due: last.due });
  return [...measures.slice(0, -1), { ...last, responsible: null, due: null }];
}

/** 整改结果:已完成整改,… is a status; 整改措施:已完成设备更换。 is a measure. */
function fieldStatus(name: string, text: string): { stated: StatedStatus; rest: string } | null {
  const field = readStatusField(name, text);
  if (field !== null) return { stated: field, rest: '' };
  const closing = takeClosing(text, false);
  const [whole] = closing.phrase === null ? [] : statedStatus(closing.phrase);
  if (closing.rest === '' && whole !== undefined) return { stated: whole, rest: '' };
  const first = statements(text)[0];
  if (first === undefined || !RESULT_NAME.test(name)) return null;
  const phrase = withoutEnd(text.slice(first.start, first.end)).trim();
  const beginning = withoutEnd(phrase.slice(0, clauses(phrase)[0]?.end));
  const [stated] = statedStatus(phrase);
  if (stated === undefined || !statesTheWhole(beginning, false)) return null;
  return { stated, rest: text.slice(first.end).trim() };
}
