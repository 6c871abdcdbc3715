/** Targets as the documents set them, and any target that keeps the rules, with what might be measured for it. */
import * as fc from 'fast-check';
import { dayNumber, dayOfNumber } from '../../../machines/day-number.ts';
import {
  observationSchema,
  targetSchema,
  type Observation,
  type Target,
} from '../../../machines/target.ts';

/** At least 20 %, and nothing else said, unless said otherwise. */
export function aTarget(given: object = {}): Target {
  const plain = { no: 1, name: '压减率', unit: '%', comparator: 'atLeast', value: 20 };
  return targetSchema.parse({ ...plain, ...given });
}

export function observed(on: string, value: number, targetNo = 1): Observation {
  return observationSchema.parse({ targetNo, on, value });
}

/** 较上年度压减20%以上. */
export const printingCut = aTarget({ name: '打印费压减率' });
/** 教职工与幼儿比应达到1:5-1:7; it was 1:14. Children to each member of staff. */
export const staffRatio = aTarget({
  name: '师幼比',
  unit: '人/师',
  baseline: 14,
  comparator: 'between',
  value: 5,
  upTo: 7,
});
/** 公办率仅14%, 将达到57%以上 once all are in use: no day is named. */
export const publicShare = aTarget({ name: '公办率', baseline: 14, value: 57 });
/** 小班25人; both such classes had more than 50. */
export const classSize = aTarget({
  name: '小班班额',
  unit: '人',
  baseline: 50,
  comparator: 'atMost',
  value: 25,
});
/** 到2022年8月底…压减到不超过5%. */
export const privatePupils = aTarget({
  name: '民办在校生占比',
  comparator: 'atMost',
  value: 5,
  dueDate: '2022-08-31',
});
/** 2022-2025年…17个项目: 4 begun and 6 to begin, then 1, 4 and 2. Counted from the first on. */
export const kindergartens = aTarget({
  name: '普惠性幼儿园建设项目',
  unit: '个',
  baseline: 0,
  value: 17,
  dueDate: '2025-12-31',
  milestones: [
    { date: '2022-12-31', value: 10 },
    { date: '2023-12-31', value: 11 },
    { date: '2024-12-31', value: 15 },
    { date: '2025-12-31', value: 17 },
  ],
});

const firstDay = dayNumber('2020-01-01');
export const anyDay = fc.integer({ min: 0, max: 3000 }).map((days) => dayOfNumber(firstDay + days));
const anyFigure = fc.integer({ min: -9_999, max: 9_999 }).map((cents) => cents / 100);

const anyShape = fc.record({
  comparator: fc.constantFrom('atLeast', 'atMost', 'between', 'exactly'),
  value: anyFigure,
  width: fc.integer({ min: 1, max: 50 }),
  fromBelow: fc.boolean(),
  /** How far the baseline and each milestone are from the target. */
  gaps: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 6 }),
  days: fc.uniqueArray(fc.integer({ min: 0, max: 2500 }), { minLength: 6, maxLength: 6 }),
  hasBaseline: fc.boolean(),
  daysToDue: fc.option(fc.integer({ min: 1, max: 500 })),
  curve: fc.constantFrom('steps', 'linear'),
});

/** Any target that keeps the rules: from below or from above, dated or not, with milestones or without. */
export const anyTarget: fc.Arbitrary<Target> = anyShape.map((shape) => {
  const { comparator, value, width, daysToDue, curve } = shape;
  const upTo = comparator === 'between' ? value + width : null;
  const rises = comparator === 'atLeast' || (comparator !== 'atMost' && shape.fromBelow);
  const [first = 0, ...gaps] = shape.gaps.toSorted((one, other) => other - one);
  const figure = (gap: number) => (rises ? value - gap : (upTo ?? value) + gap);
  const days = shape.days.toSorted((one, other) => one - other).slice(0, gaps.length);
  const lastDay = days.at(-1) ?? 0;
  return aTarget({
    comparator,
    value,
    upTo,
    curve,
    baseline: shape.hasBaseline ? figure(first) : null,
    milestones: gaps.map((gap, index) => ({
      date: dayOfNumber(firstDay + (days[index] ?? 0)),
      value: figure(gap),
    })),
    dueDate: daysToDue === null ? null : dayOfNumber(firstDay + lastDay + daysToDue),
  });
});

const anyObservation = fc
  .tuple(anyDay, fc.integer({ min: -30_000, max: 30_000 }), fc.constantFrom(1, 1, 1, 2))
  .map(([on, cents, targetNo]) => observed(on, cents / 100, targetNo));

export const anyObservations = fc.array(anyObservation, { maxLength: 12 });
/** At most one for each day. */
export const dailyObservations = fc.uniqueArray(anyObservation, {
  maxLength: 12,
  selector: ({ on }) => on,
});
