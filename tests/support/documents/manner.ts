/** How one document tells what became of its findings: the same for all of them. */
import type { Dice } from './dice.ts';
import type { Numbering } from './numbering.ts';

export const STATUS_PLACES = [
  'end',
  'line',
  'label',
  'before',
  'field',
  'title',
  'measure',
  'document',
  'none',
] as const;
export type StatusPlace = (typeof STATUS_PLACES)[number];

export interface Manner {
  /** Empty where the measures follow without one. */
  readonly label: string;
  /** What parts the label from the measures; 【】 stands round it. */
  readonly labelMark: '：' | '。' | '【】';
  readonly labelAlone: boolean;
  readonly statusPlace: StatusPlace;
  /** Some findings are told without a status. */
  readonly patchy: boolean;
  /** Measures behind one another, or each on a line. */
  readonly inline: boolean;
  readonly numbering: Numbering;
  readonly stop: '。' | '；';
  /** `each`: behind every measure. */
  readonly owners: 'none' | 'before' | 'after' | 'head' | 'brackets' | 'each';
  /** A line of its own for what it has brought, and the status with it. */
  readonly outcomes: boolean;
  /** A line for what is to be reached, before the measures. */
  readonly goals: boolean;
  /** Sentences before and after the measures that are none. */
  readonly remarks: boolean;
}

const MARKS = [...repeated('：' as const, 16), '。', '【】'] as const;

function repeated<T>(value: T, times: number): T[] {
  return Array.from({ length: times }, () => value);
}

const LABELS = [
  '整改进展',
  '整改情况',
  '整改情况',
  '整改落实情况',
  '整改完成情况',
  '整改措施及进展',
  '整改结果',
  '进展情况',
  '整改措施',
  '整改举措',
  '整改措施及成效',
];

/** The common ones more often. */
const INLINE: readonly Numbering[] = [
  ...repeated<Numbering>('一是', 3),
  ...repeated<Numbering>('（1）', 2),
  ...repeated<Numbering>('①', 2),
  ...repeated<Numbering>('1.', 2),
  '第一，',
  '首先，',
  '1）',
  '1、',
];
const OF_LINES: readonly Numbering[] = [
  ...repeated<Numbering>('（1）', 4),
  ...repeated<Numbering>('一是', 4),
  ...repeated<Numbering>('①', 2),
  ...repeated<Numbering>('1.', 2),
  '1）',
  '第一，',
  '——',
  '●',
];

export function mannerOf(dice: Dice, taken: readonly Numbering[]): Manner {
  const inline = dice.chance(0.5);
  const styles = inline ? INLINE : OF_LINES;
  const numbering = dice.pick(
    styles.filter((style) => !taken.some((each) => alike(each, style, inline))),
  );
  const statusPlace = dice.pick([...STATUS_PLACES, 'end', 'end', 'line'] as const);
  return {
    inline,
    numbering,
    statusPlace,
    label: dice.pick(LABELS),
    labelMark: dice.pick(MARKS),
    labelAlone: !inline && dice.chance(0.4),
    patchy: (statusPlace === 'end' || statusPlace === 'line') && dice.chance(0.3),
    stop: dice.pick(['。', '；', '。']),
    owners: dice.pick([
      'none',
      'none',
      'none',
      'none',
      'before',
      'after',
      'head',
      inline ? 'brackets' : 'after',
      'each',
    ]),
    outcomes: statusPlace === 'line' && dice.chance(0.3),
    goals: dice.chance(0.08),
    remarks: dice.chance(0.25),
  };
}

/** Numbers nobody could tell apart: 1. and 1．, and at the head of lines also 1、; likewise （1） and 1）. */
function alike(one: Numbering, other: Numbering, inline: boolean): boolean {
  const bare = (style: Numbering): string => {
    if (style === '1．' || (!inline && style === '1、')) return '1.';
    return style === '（1）' ? '1）' : style;
  };
  return bare(one) === bare(other);
}

/** Choices by name, for whoever looks for the cause of a failure. */
export const switchesOf = (manner: Manner): string[] => [
  `status:${manner.statusPlace}`,
  `measures:${manner.inline ? 'inline' : 'lines'}:${manner.numbering}`,
  `owners:${manner.owners}`,
  ...(manner.label === '' ? ['no label'] : []),
  ...(manner.labelMark === '：' ? [] : [`label mark ${manner.labelMark}`]),
  ...(manner.labelAlone ? ['label alone'] : []),
  ...(manner.patchy ? ['patchy status'] : []),
  ...(manner.outcomes ? ['outcomes'] : []),
  ...(manner.goals ? ['goals'] : []),
  ...(manner.remarks ? ['remarks'] : []),
];
