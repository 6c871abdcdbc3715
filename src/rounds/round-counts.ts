/** The figures of a round as people read them: every kind is there, also where there is nothing of it. */
import type { Origin } from '../../machines/origin.ts';
import {
  causeCategorySchema,
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
  /** Not closed, and an enforcing clock is running past its due instant. */
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

export function countsIn(
  rows: readonly CountRow[],
): Pick<RoundCounts, 'all' | 'byOrigin' | 'byClass' | 'byGrade' | 'byCause' | 'byUnit'> {
  const of = (by: 'origin' | 'class' | 'grade') => (kind: string) =>
    countsOf(rows.find((row) => row.by === by && row[by] === kind));
  const [origin, rectification, grade] = [of('origin'), of('class'), of('grade')];
  return {
    all: countsOf(rows.find(({ by }) => by === 'all')),
    byOrigin: {
      feedback: origin('feedback'),
      petition: origin('petition'),
      immediateNotice: origin('immediateNotice'),
      checklist: origin('checklist'),
      selfCheck: origin('selfCheck'),
    },
    byClass: {
      immediate: rectification('immediate'),
      phased: rectification('phased'),
      continuing: rectification('continuing'),
    },
    byGrade: { ordinary: grade('ordinary'), serious: grade('serious'), major: grade('major') },
    byCause: [...causeCategorySchema.options, null].map((cause) => {
      const row = rows.find((counted) => counted.by === 'cause' && counted.cause === cause);
      return Object.assign({ cause }, countsOf(row));
    }),
    byUnit: rows
      .filter(({ by }) => by === 'unit')
      .map((row) => Object.assign({ unit: row.unit }, countsOf(row))),
  };
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
