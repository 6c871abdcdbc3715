/** What HTTP takes in and gives to read about the working calendar, as zod schemas. */
import { z } from 'zod';
import { clockKindSchema, daySchema, dayUnitSchema } from '../../machines/words.ts';
import { approvalSchema } from '../calendar-loading.ts';
import type { HorizonWarning } from '../calendar/horizon.ts';
import type { PrintedDay, PrintedPeriod } from '../day-words.ts';
import { rollSchema } from '../engine/policy.ts';
import type { PrintedLoaded, PrintedPreview } from '../printed-moves.ts';
import { apiRegistry } from './api-registry.ts';
import { printedInstant } from './finding-schemas.ts';
import { layerSchema } from './given-data-schemas.ts';
import { openBodySchema } from './request-schemas.ts';

const actorSchema = openBodySchema.shape.by;
const samplePerson = { kind: 'person', id: 'li-na', unit: 'inspection-office' } as const;
const sampleApproval = { by: 'wang-fang', reason: '放假安排公布前登记的逾期,不应计入' };
const sampleNotice = {
  kind: 'notice',
  of: 'cn',
  version: 2027,
  coversTo: '2027-12-31',
  notices: [
    {
      source: '国办发明电〔2026〕×号(示例)',
      issued: '2026-11-06',
      holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
    },
  ],
};
const sampleAddition = {
  kind: 'addition',
  id: 'school',
  version: 1,
  title: '示例学校校历',
  holidays: [{ name: '校庆日', from: '2026-05-20', to: '2026-05-20' }],
};

const data = {
  version: z.string().register(apiRegistry, {
    description: '日历版本:各层数据及其版本 / Names the data counted by, layer by layer.',
    examples: ['cn@2026+school@1'],
  }),
  horizon: z.iso.date().register(apiRegistry, {
    description:
      '已知放假安排的最后一天,此后的日期均为暂定 / The last day the data vouches for; dates after it are provisional.',
  }),
};

export const calendarSchema = z
  .strictObject({
    ...data,
    zone: z.string(),
    warning: (
      z.strictObject({
        horizon: data.horizon,
        daysLeft: z.int().register(apiRegistry, {
          description:
            '距数据截止还有几天,已过则为负 / Days until the data ends; negative once it has.',
        }),
      }) satisfies z.ZodType<HorizonWarning>
    ).nullable(),
  })
  .register(apiRegistry, {
    id: 'Calendar',
    description: '现用的工作日历 / The working calendar in use.',
    examples: [
      {
        version: 'cn@2026',
        horizon: '2026-12-31',
        zone: 'Asia/Shanghai',
        warning: { horizon: '2026-12-31', daysLeft: 41 },
      },
    ],
  });

export const explainQuerySchema = z.strictObject({
  from: daySchema,
  days: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(3660)
    .register(apiRegistry, { description: '天数,1 至 3660 / How many days are counted.' }),
  unit: dayUnitSchema
    .default('workday')
    .register(apiRegistry, { description: '工作日或自然日 / Working days, or every day.' }),
  roll: rollSchema.default('next').register(apiRegistry, {
    description: '最后一日不是工作日时怎么办 / Where a last day that is no working day goes.',
  }),
});

const countReasonSchema = z
  .enum([
    'firstDay',
    'anyDay',
    'weekday',
    'weekend',
    'holiday',
    'makeUpWorkday',
    'organisationHoliday',
    'organisationWorkday',
    'held',
    'rolledPast',
    'rolledTo',
    'rolledBack',
  ])
  .register(apiRegistry, {
    id: 'CountReason',
    description: '计入或不计入的理由,供程序判断 / Why a day counts or does not, for programs.',
  });

/** The days of a count, from the day it begins on. */
export const countedDaysSchema = z.array(
  z
    .strictObject({
      date: z.iso.date(),
      counted: z.boolean(),
      number: z.int().positive().nullable(),
      reason: z.string(),
      code: countReasonSchema,
      name: z.string().nullable(),
      source: z.string().nullable(),
      known: z.boolean(),
    })
    .register(apiRegistry, {
      id: 'CountedDay',
      description:
        '一天:是否计入、第几天、为什么;known 为 false 表示放假安排未公布 / One day: counted or not, which number, ' +
        'and why. Where it is not `known`, only the day of the week speaks.',
      examples: [
        {
          date: '2026-10-01',
          counted: false,
          number: null,
          reason: '法定节假日:国庆节(国办发明电〔2025〕7号) / public holiday',
          code: 'holiday',
          name: '国庆节',
          source: '国办发明电〔2025〕7号',
          known: true,
        },
      ],
    }) satisfies z.ZodType<PrintedDay>,
);

/** What every explanation of a date begins with. */
export const explained = {
  due: z.iso.date(),
  dueAt: printedInstant,
  provisional: z.boolean().register(apiRegistry, {
    description:
      '暂定:超出已公布的节假日安排 / Counted past the published holidays; it may still move.',
  }),
};

export const periodSchema = z
  .strictObject({
    ...explained,
    from: z.iso.date(),
    count: z.int().positive(),
    unit: dayUnitSchema,
    roll: rollSchema,
    calendar: data.version,
    days: countedDaysSchema,
  })
  .register(apiRegistry, {
    id: 'ExplainedPeriod',
    description: '逐日算出的期限 / A period counted out day by day.',
  }) satisfies z.ZodType<PrintedPeriod>;

const approval = approvalSchema
  .nullable()
  .default(null)
  .register(apiRegistry, {
    description:
      '已有逾期记录的期限若被推后,须有人批准才消除逾期;没有则该期限暂不变动。 / Who agrees that a breach is lifted ' +
      'where the calendar moves its date ahead again; without it that clock waits.',
  });

export const loadBodySchema = z
  .strictObject({ layer: layerSchema, by: actorSchema, approval })
  .register(apiRegistry, {
    description: '载入一层日历数据并重算期限 / Loads calendar data, and counts open clocks anew.',
    'x-examples': {
      增补一年: {
        summary: '国务院办公厅公布下一年放假安排',
        value: { layer: sampleNotice, by: samplePerson },
      },
      本单位校历: {
        summary: '本单位自己的休息日',
        value: { layer: sampleAddition, by: samplePerson, approval: sampleApproval },
      },
    },
  });

export const reprojectBodySchema = z
  .strictObject({ by: actorSchema, approval })
  .register(apiRegistry, {
    description: '按现行日历重算期限 / Counts open clocks anew by the calendar in use.',
    'x-examples': {
      批准消除逾期: { value: { by: samplePerson, approval: sampleApproval }, summary: '补批' },
    },
  });

const dueSchema = z.strictObject({
  dueAt: printedInstant,
  provisional: z.boolean(),
  nextAt: printedInstant.nullable(),
});

const movesSchema = z.array(
  z
    .strictObject({
      findingId: z.uuid(),
      number: z.string(),
      clockNo: z.int().positive(),
      clock: clockKindSchema,
      from: dueSchema,
      to: dueSchema,
      liftsBreach: z.boolean(),
    })
    .register(apiRegistry, {
      id: 'ClockMove',
      description:
        '一个期限的变动;liftsBreach 表示将消除逾期记录,须经批准 / What changes about one clock; where it `liftsBreach`, ' +
        'it takes an approval.',
    }),
);

export const previewSchema = z
  .strictObject({ from: z.strictObject(data), to: z.strictObject(data), moves: movesSchema })
  .register(apiRegistry, {
    id: 'CalendarPreview',
    description: '载入后将变动的期限;未写入 / What loading it would move. Nothing is written.',
  }) satisfies z.ZodType<PrintedPreview>;

export const loadedSchema = z
  .strictObject({
    ...data,
    moved: movesSchema,
    awaitingApproval: movesSchema,
    missed: movesSchema,
  })
  .register(apiRegistry, {
    id: 'CalendarLoaded',
    description:
      '现用日历,已变动的期限,待批准的,以及因他人同时操作而未完成、可再次重算的 / The calendar in use, the clocks it ' +
      'moved, those that await an approval, and those others were faster with: reproject again.',
  }) satisfies z.ZodType<PrintedLoaded>;
