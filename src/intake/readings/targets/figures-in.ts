/** Finds the figures of a text that are bounded by words, with what is said of them. */
import { fold } from '../../text/lines.ts';
import { behindLast, statements } from '../../text/sentences.ts';
import { quantitiesIn, type Quantity } from '../figures/quantities.ts';
import { withoutReferences } from '../figures/references.ts';
import { isAimed, LOOK_AHEAD, LOOK_BACK } from './aims.ts';
import { boundOf, type Bound } from './bounds.ts';
import type { Figure } from './figure.ts';
import { metricOf } from './metric.ts';
import { figuresInWords } from './words.ts';

/**
 * In the order of the text. `leaning`: whether a figure that is neither asked for nor reported is aimed
 * at: what an inspection finds is so, what is planned is aimed at.
 */
export function figuresIn(text: string, leaning: 'aim' | 'report'): Figure[] {
  return statements(text).flatMap(({ start, end }) => {
    const printed = text.slice(start, end);
    const statement: Statement = {
      printed,
      plain: withoutReferences(fold(printed)),
      start,
      leaning,
    };
    return [
      ...quantitiesIn(statement.plain).flatMap((quantity) => figureOf(statement, quantity)),
      ...figuresInWords(statement),
    ].toSorted((a, b) => a.at - b.at);
  });
}

export interface Statement {
  readonly printed: string;
  /** Folded, with its references blotted out. */
  readonly plain: string;
  /** Place in the text. */
  readonly start: number;
  readonly leaning: 'aim' | 'report';
}

function figureOf(statement: Statement, quantity: Quantity): Figure[] {
  const { printed, plain, start } = statement;
  if (isDeadline(plain, quantity)) return [];
  const bound = boundOf(plain, quantity) ?? normOf(plain, quantity);
  if (bound === null) return [];
  const from = quantity.start - bound.before;
  const to = quantity.end + bound.behind;
  const isAim = isAimedAt(statement, quantity, { bound, from, to });
  if (isAim === null) return [];
  const { comparison, value } = valueOf(quantity, bound);
  const { unit, base, scale } = quantity;
  const raw = printed.slice(from, to);
  const words = printed.slice(Math.max(0, from - LONGEST_NAMED), from);
  const metric = metricOf(words) ?? thingIn(printed.slice(from, quantity.start));
  return [{ at: start + from, raw, comparison, value, unit, base, scale, metric, isAim }];
}

/** So much text before a figure may name what it counts, in characters. */
const LONGEST_NAMED = 100;

/** Null where the figure is neither: 单价20万元以上设备 is a kind of thing. */
function isAimedAt(
  { plain, leaning }: Statement,
  { unit }: Quantity,
  { bound, from, to }: { bound: Bound; from: number; to: number },
): boolean | null {
  const before = plain.slice(Math.max(0, from - LOOK_BACK), from);
  // 作业超过15分钟 is how things are, whatever was asked for in an earlier clause.
  const heard = bound.isAim !== null ? before.slice(behindLast(before, ',;:。')) : before;
  const aimed = isAimed({ before: heard, behind: plain.slice(to, to + LOOK_AHEAD) }) ?? bound.isAim;
  if (aimed !== null) return aimed;
  if (bound.behind > 0 && bound.before === 0 && unit !== '%') return null;
  return bound.behind > 0 && leaning === 'aim';
}

/** 至少配备保健医2名: what is counted stands between. */
function thingIn(bound: string): string | null {
  const thing = bound.replace(
    /^至少(?:应|要|须)?(?:设|配备|配|安排|有|为|保证|开展|组织|召开)?/,
    '',
  );
  return thing === bound || thing.trim() === '' ? null : thing.trim();
}

/** Of a range the end that is asked for; a ratio of one teacher to N is better the fewer N there are. */
function valueOf(
  { low, high, unit }: Quantity,
  { comparison }: Bound,
): Pick<Figure, 'comparison' | 'value'> {
  const isRatio = unit === '1:N' || unit === 'N:1';
  if (isRatio && comparison === 'at_least') return { comparison: 'at_most', value: high };
  return { comparison, value: comparison === 'at_most' ? high : low };
}

/** 48小时内, 5日前: by when, not how much. */
const isDeadline = (plain: string, { end, unit }: Quantity): boolean =>
  TIMES.has(unit ?? '') && /^(?:之?内|以内|前|后|起)/.test(plain.slice(end, end + 2));

const TIMES: ReadonlySet<string> = new Set([
  '天',
  '日',
  '小时',
  '个月',
  '周',
  '年',
  '个工作日',
  '工作日',
  '分钟',
  '个学期',
]);

/** 按1:3设置, 小班25人的要求: figures that are norms without a word that bounds them. */
function normOf(plain: string, { start, end, unit }: Quantity): Bound | null {
  const before = plain.slice(Math.max(0, start - 12), start);
  const behind = plain.slice(end, end + 32);
  const isSet =
    (unit === '1:N' || unit === 'N:1') &&
    /按照?[^,;。]{0,6}$/.test(before) &&
    /^[^,;。]{0,6}(?:设|配|安排)/.test(behind);
  const isList = LISTED_NORM.test(behind) && /(?:^|[,、;:。(的░])[^,、;:。(\d░]{1,6}$/.test(before);
  if (!isSet && !isList) return null;
  // A class of 24 keeps to a norm of 25.
  const comparison = /班额?$/.test(before) ? 'at_most' : 'exactly';
  return { comparison, before: 0, behind: 0, isAim: true };
}

const LISTED_NORM =
  /^(?:[、,][^,、;。\d]{1,6}\d{1,4}[^,、;。\d]{1,3}){0,6}的(?:要求|标准|规定|比例|班额)/;
