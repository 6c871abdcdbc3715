/** The figures of a round as people read them: every kind is there, also where there is nothing of it. */
import { originSchema, type Origin } from '../../machines/origin.ts';
import {
  causeCategorySchema,
  gradeSchema,
  rectificationClassSchema,
  type CauseCategory,
  type Disposition,
  type Grade,
  type RectificationClass,
} from '../../machines/words.ts';
import type { FindingStanding } from '../../machines/step.ts';
import type { CountRow } from '../store/round-counts.ts';

/** Findings counted. */
export interface Counts {
  readonly total: number;
  readonly open: Readonly<Record<Exclude<FindingStanding['state'], 'closed'>, number>>;
  readonly closed: Readonly<Record<Disposition, number>>;
  /** An enforcing clock is running past its due instant. */
  readonly overdue: number;
  /** 长期坚持: closed, with a duty that goes on. */
  readonly sustained: number;
  /** Ever opened again. */
  readonly reopened: number;
  /** 屡查屡犯: found again after it was closed. */
  readonly recurred: number;
  readonly trueClosure: TrueClosure;
}

/** 真销号率: of what was ever closed as rectified, what neither was opened again nor came again since. */
export interface TrueClosure {
  readonly rectified: number;
  readonly held: number;
  /** 0 to 1, to four places; null where nothing was closed as rectified. */
  readonly rate: number | null;
}

export interface RoundCounts {
  /** The round's code. */
  readonly round: string;
  readonly title: string;
  /** The instant what is overdue is judged by, ISO 8601. */
  readonly at: string;
  /** All of them; `byOrigin` has petitions and what was to be put right at once apart. */
  readonly all: Counts;
  readonly byOrigin: Readonly<Record<Origin['kind'], Counts>>;
  readonly byClass: Readonly<Record<RectificationClass, Counts>>;
  readonly byGrade: Readonly<Record<Grade, Counts>>;
  /** 原因类别, in the order of the words; null, the last, stands for findings whose cause nobody has named. */
  readonly byCause: readonly (Counts & { readonly cause: CauseCategory | null })[];
  /** The unit with the most first; null stands for what no unit has taken on yet. */
  readonly byUnit: readonly (Counts & { readonly unit: string | null })[];
}

const originKinds = originSchema.options.map((option) => option.shape.kind.value);

export function countsIn(
  rows: readonly CountRow[],
): Pick<RoundCounts, 'all' | 'byOrigin' | 'byClass' | 'byGrade' | 'byCause' | 'byUnit'> {
  const of = (by: 'origin' | 'class' | 'grade') => (kind: string) =>
    countsOf(rows.find((row) => row.by === by && row[by] === kind));
  return {
    all: countsOf(rows.find(({ by }) => by === 'all')),
    byOrigin: each(originKinds, of('origin')),
    byClass: each(rectificationClassSchema.options, of('class')),
    byGrade: each(gradeSchema.options, of('grade')),
    byCause: [...causeCategorySchema.options, null].map((cause) => {
      const row = rows.find((counted) => counted.by === 'cause' && counted.cause === cause);
      return Object.assign({ cause }, countsOf(row));
    }),
    byUnit: rows
      .filter(({ by }) => by === 'unit')
      .map((row) => Object.assign({ unit: row.unit }, countsOf(row))),
  };
}

function each<Kind extends string>(
  kinds: readonly Kind[],
  counts: (kind: Kind) => Counts,
): Record<Kind, Counts> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one member per kind
  return Object.fromEntries(kinds.map((kind) => [kind, counts(kind)])) as Record<Kind, Counts>;
}

function countsOf(row: CountRow | undefined): Counts {
  const number = (key: keyof CountRow) => Number(row?.[key] ?? 0);
  const [rectified, held] = [number('everRectified'), number('held')];
  return {
    total: number('total'),
    open: {
      identified: number('identified'),
      planned: number('planned'),
      inProgress: number('inProgress'),
      verified: number('verified'),
    },
    closed: {
      rectified: number('rectified'),
      withdrawn: number('withdrawn'),
      transferred: number('transferred'),
      merged: number('merged'),
      accepted: number('accepted'),
    },
    overdue: number('overdue'),
    sustained: number('sustained'),
    reopened: number('reopened'),
    recurred: number('recurred'),
    trueClosure: { rectified, held, rate: rectified === 0 ? null : rateOf(held, rectified) },
  };
}

function rateOf(held: number, rectified: number): number {
  return Math.round((held / rectified) * 10_000) / 10_000;
}
