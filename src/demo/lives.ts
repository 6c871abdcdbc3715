/** Eight ways a finding's life can go, as the demo plays them. Days count from feedback. */
import { createHash } from 'node:crypto';
import type { FindingCommandInput } from '../../machines/events.ts';
import type { RectificationClass } from '../../machines/words.ts';
import { owners, unitOf, type CastId } from './world.ts';

/** One command in the story of one finding. */
export interface Step {
  readonly day: number;
  /** Local time, HH:MM. */
  readonly time: string;
  readonly by: CastId;
  readonly event: FindingCommandInput;
}

/** What a life is told about the finding it is given to. */
export interface Part {
  readonly owner: CastId;
  readonly measures: readonly { readonly no: number; readonly text: string }[];
  /** The day of feedback plus so many days, `YYYY-MM-DD`. */
  readonly dayAfter: (days: number) => string;
}

export interface Life {
  readonly class: RectificationClass;
  readonly steps: (part: Part) => readonly Step[];
}

type Target = Extract<FindingCommandInput, { type: 'SET_TARGETS' }>['targets'][number];

const at = (day: number, time: string, by: CastId, event: FindingCommandInput): Step => ({
  day,
  time,
  by,
  event,
});

/** Who takes on the finding with that place in the round. */
export function ownerOf(index: number): CastId {
  return owners[index % owners.length] ?? 'he';
}

function planned({ owner, measures, dayAfter }: Part, dueDay: number): FindingCommandInput {
  return {
    type: 'SET_MEASURES',
    measures: measures.map(({ no, text }) => ({
      no,
      text,
      unit: unitOf(owner),
      person: owner,
      dueDate: dayAfter(dueDay),
      acceptanceCriterion: '现场核验并查阅佐证材料,问题不再存在',
      evidenceKinds: ['document'],
    })),
  };
}

function evidence(no: number, cycle: number): FindingCommandInput {
  const name = `措施${no}落实情况(第${cycle}轮).pdf`;
  const sha256 = createHash('sha256').update(name).digest('hex');
  return {
    type: 'ATTACH_EVIDENCE',
    measureNo: no,
    evidence: { id: `e-${cycle}-${no}`, kind: 'document', name, sha256, bytes: 24_576 },
  };
}

/** Claimed, planned, the plan checked. */
function prepared(part: Part, claim: number, submit: number, dueDay: number): Step[] {
  const { owner } = part;
  return [
    at(claim, '10:00', owner, { type: 'CLAIM' }),
    at(submit, '15:00', owner, planned(part, dueDay)),
    at(submit, '15:30', owner, { type: 'SUBMIT_PLAN' }),
    at(submit + 4, '10:00', 'lu', { type: 'APPROVE_PLAN', note: '措施具体,同意' }),
    at(submit + 5, '09:30', owner, { type: 'START' }),
  ];
}

/** Every measure done, with its evidence. */
function carriedOut({ owner, measures }: Part, day: number, cycle = 1): Step[] {
  return measures.flatMap(({ no }) => [
    at(day, '14:00', owner, { type: 'ADVANCE_MEASURE', no, step: 'COMPLETE' }),
    at(day, '14:10', owner, evidence(no, cycle)),
  ]);
}

/** Word of progress, as the rule set asks for it every month. */
function reported(owner: CastId, ...days: readonly number[]): Step[] {
  return days.map((day) =>
    at(day, '17:00', owner, { type: 'REPORT_PROGRESS', text: '各项措施按计划推进,暂无困难' }),
  );
}

function checked(owner: CastId, submit: number, approve: number): Step[] {
  return [
    at(submit, '16:00', owner, { type: 'SUBMIT', note: '措施均已落实,提请核查' }),
    at(approve, '10:30', 'lu', { type: 'APPROVE', note: '现场核查属实' }),
  ];
}

const close = (day: number, sustained = false): Step =>
  at(day, '11:00', 'lu', { type: 'CLOSE', sustained, note: '同意销号' });

function coverage({ dayAfter }: Part): Target {
  return {
    no: 1,
    name: '谈心谈话覆盖率',
    unit: '%',
    baseline: 60,
    comparator: 'atLeast',
    value: 95,
    dueDate: dayAfter(110),
    milestones: [{ date: dayAfter(60), value: 80 }],
  };
}

function observed({ owner, dayAfter }: Part, day: number, value: number): Step {
  const observation = { targetNo: 1, on: dayAfter(day), value };
  return at(day, '15:00', owner, { type: 'OBSERVE', observation });
}

/** Everything in time; then the problem comes back, and is put right a second time. */
const relapsing: Life = {
  class: 'phased',
  steps: (part) => [
    ...prepared(part, 2, 8, 60),
    ...reported(part.owner, 40),
    ...carriedOut(part, 48),
    ...checked(part.owner, 50, 55),
    close(56),
    at(104, '09:40', 'lu', { type: 'REOPEN', reasonCode: 'relapse', reason: '回访发现问题反弹' }),
    ...carriedOut(part, 120, 2),
    ...checked(part.owner, 121, 124),
    close(125, true),
  ],
};

/** Nobody takes it up until the plan is overdue and the ladder has begun. */
const latePlan: Life = {
  class: 'phased',
  steps: (part) => [
    ...prepared(part, 33, 36, 100),
    ...reported(part.owner, 69),
    ...carriedOut(part, 80),
    ...checked(part.owner, 82, 88),
    close(89),
  ],
};

/** The plan stands, the work does not get done, nor reported on: reminded, ordered, circulated, and done at last. */
const overdue: Life = {
  class: 'phased',
  steps: (part) => [
    ...prepared(part, 3, 12, 70),
    ...carriedOut(part, 96),
    ...checked(part.owner, 97, 103),
    close(104),
  ],
};

/** Sent back once for want of proof; what has to be shown takes longer, and is given the time. */
const returned: Life = {
  class: 'phased',
  steps: (part) => [
    ...prepared(part, 1, 9, 75),
    ...reported(part.owner, 42),
    ...carriedOut(part, 52),
    at(53, '16:00', part.owner, { type: 'SUBMIT' }),
    at(58, '10:30', 'lu', {
      type: 'RETURN',
      reasonCode: 'evidenceInsufficient',
      reason: '佐证材料只有总结,没有现场记录',
    }),
    at(61, '09:30', 'lu', {
      type: 'EXTEND',
      clock: 'execute',
      extension: { rule: 'remainder', days: 10 },
      reason: '现场记录须经两次检查形成',
    }),
    ...checked(part.owner, 66, 70),
    close(71),
  ],
};

/** Stopped for a month while the money is not there, and the clocks with it. */
const paused: Life = {
  class: 'phased',
  steps: (part) => [
    ...prepared(part, 2, 10, 65),
    at(30, '11:20', 'shen', { type: 'PAUSE', reason: '改造经费待县财政批复' }),
    at(60, '09:10', 'shen', { type: 'RESUME', note: '经费已到位' }),
    ...reported(part.owner, 72),
    ...carriedOut(part, 84),
    ...checked(part.owner, 85, 90),
    close(91),
  ],
};

/** Disputed, heard, and carried out after all. */
const contested: Life = {
  class: 'phased',
  steps: (part) => [
    at(4, '10:00', part.owner, { type: 'CONTEST', reason: '该事项已在巡察前完成整改' }),
    at(9, '15:00', 'lu', { type: 'DISMISS_CONTEST', reason: '台账与现场不符,问题成立' }),
    ...prepared(part, 10, 18, 80),
    ...reported(part.owner, 51),
    ...carriedOut(part, 70),
    ...checked(part.owner, 72, 76),
    close(77),
  ],
};

/** 立行立改: no plan, done within days, and found to have held when looked at again. */
const atOnce: Life = {
  class: 'immediate',
  steps: (part) => [
    at(1, '09:20', part.owner, { type: 'CLAIM' }),
    at(1, '09:40', part.owner, { type: 'START', note: '立行立改' }),
    at(1, '09:50', part.owner, planned(part, 10)),
    ...carriedOut(part, 6),
    ...checked(part.owner, 6, 8),
    close(9, true),
    at(100, '10:00', 'lu', { type: 'PASS_RECHECK', note: '现场复查,成效保持,未见反弹' }),
  ],
};

/**
 * A target in figures that is missed at first; two levels of verification, a public notice, an
 * objection; and a verifier who has to be reminded.
 */
const inPublic: Life = {
  class: 'continuing',
  steps: (part) => [
    at(3, '10:30', part.owner, { type: 'CLAIM' }),
    at(14, '14:30', part.owner, { type: 'SET_TARGETS', targets: [coverage(part)] }),
    ...prepared(part, 3, 14, 110).slice(1),
    ...reported(part.owner, 47, 75),
    observed(part, 80, 88),
    ...reported(part.owner, 102),
    ...carriedOut(part, 105),
    observed(part, 105, 97),
    ...checked(part.owner, 106, 119),
    at(121, '10:00', 'cao', { type: 'APPROVE', note: '领导小组复核同意' }),
    at(122, '09:30', 'lu', { type: 'OPEN_PUBLIC_NOTICE', note: '公示七日' }),
    at(125, '14:00', 'lu', {
      type: 'OBJECT',
      objectionId: 'o-1',
      reason: '家长反映个别班级仍未落实',
    }),
    at(128, '16:00', 'lu', {
      type: 'DISMISS_OBJECTION',
      objectionId: 'o-1',
      reason: '逐班核实,均已落实',
    }),
    close(133, true),
  ],
};

const lives = [relapsing, latePlan, atOnce, overdue, paused, returned, contested, inPublic];

/** The life of the finding with that place in the round; a longer round begins again from the first. */
export function lifeOf(index: number): Life {
  return lives[index % lives.length] ?? relapsing;
}
