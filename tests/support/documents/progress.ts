/** What became of one finding: label, measures, status, owner and deadline, as one manner prints them. */
import type { Dice } from './dice.ts';
import type { Manner, StatusPlace } from './manner.ts';
import { marker } from './numbering.ts';
import { ownerOf, type Owner } from './owners.ts';
import type { Problem } from './problem.ts';
import { INTROS, outcomeOf, upwards, withDays } from './remarks.ts';
import type { Scene } from './scene.ts';
import { drawStatus, OF_MEASURES, TOLD, type StatedStatus } from './statuses.ts';
import type { Level, Status, TruthDue, TruthFinding } from './truth.ts';

export interface Progress {
  /** Behind the title, in brackets. */
  readonly titleTail: string;
  /** Behind the description, in brackets. */
  readonly headTail: string;
  readonly lines: readonly string[];
  /** What it adds to what is true of the finding. */
  readonly truth: Pick<
    TruthFinding,
    'measures' | 'mayRead' | 'statuses' | 'levels' | 'responsible' | 'due' | 'otherDues'
  >;
}

/** A measure that says it is done can be taken for the finding's status where none is stated. */
export const CLAIMS_DONE = /已|全部|完成|均|达到/;

/** One finding on its way to the paper. */
interface Told {
  readonly manner: Manner;
  readonly place: StatusPlace;
  readonly status: StatedStatus;
  readonly owner: Owner | null;
  readonly scene: Scene;
  readonly dice: Dice;
}

export function progressOf(problem: Problem, manner: Manner, scene: Scene, dice: Dice): Progress {
  // Where all is said to be done, none of them is.
  const exceptions = manner.remarks && manner.statusPlace !== 'document';
  if (exceptions && dice.chance(0.16)) return askedOfSuperiors(manner, scene, dice);
  if (exceptions && dice.chance(0.1)) return statusAlone(manner, scene, dice);
  const place = manner.patchy && dice.chance(0.35) ? 'none' : manner.statusPlace;
  const status = drawStatus(scene, dice, place === 'measure' ? OF_MEASURES : TOLD);
  const owner = manner.owners === 'none' ? null : ownerOf(scene, dice);
  const told: Told = { manner, place, status, owner, scene, dice };
  const measures = withDays(problem.measures, scene, dice);
  const outcome = manner.remarks && dice.chance(0.4) ? outcomeOf(problem, dice) : '';
  const { printed, dues } = printMeasures(measures, told);
  const last = printed.length - 1;
  printed[last] += outcome;
  if (place === 'end') printed[last] += `${status.sentence}。`;
  if (owner !== null && manner.owners === 'brackets') printed[last] += `（${owner.text}）`;
  const stated = place === 'end' || place === 'line' || place === 'before';
  return {
    lines: withLines(labelled(printed, told), problem, told),
    titleTail: place === 'title' ? `（${status.short}）` : '',
    headTail: manner.owners === 'head' && owner !== null ? `（${owner.text}）` : '',
    truth: {
      ...readingOf(place, status, measures),
      measures,
      mayRead: outcome === '' ? [] : [outcome],
      ...dutyOf(manner.owners === 'each' ? null : owner),
      otherDues: [...dues, ...(stated && status.due !== null ? [status.due] : [])],
    },
  };
}

const FIELDS = ['整改状态', '完成情况', '整改结果', '办理状态', '整改进度'];

/** Lines of their own before and behind the measures. */
function withLines(
  lines: readonly string[],
  problem: Problem,
  { manner, place, status, owner, dice }: Told,
): string[] {
  const duty = owner === null ? [] : [owner.text];
  const result = manner.outcomes
    ? `${dice.pick(['整改成效', '取得成效'])}：${outcomeOf(problem, dice)}`
    : '';
  return [
    ...(manner.owners === 'before' ? duty : []),
    ...(manner.goals ? [`整改目标：${problem.requirements[0]}。`] : []),
    ...lines,
    ...(place === 'line' ? [`${result}${status.sentence}。`] : []),
    ...(place === 'field' ? [`${dice.pick(FIELDS)}：${status.short}`] : []),
    ...(manner.owners === 'after' ? duty : []),
  ];
}

const dutyOf = (owner: Owner | null): Pick<TruthFinding, 'responsible' | 'due'> => ({
  responsible: owner?.responsible ?? null,
  due: owner?.due ?? null,
});

function readingOf(
  place: StatusPlace,
  { status, also }: StatedStatus,
  measures: readonly string[],
): { statuses: readonly Status[]; levels: readonly Level[] } {
  if (place === 'document') return { statuses: ['closed'], levels: ['document'] };
  if (place === 'measure') {
    return { statuses: [status, ...also, 'unstated'], levels: ['measure', 'finding', 'none'] };
  }
  if (place !== 'none') return { statuses: [status, ...also], levels: ['finding'] };
  const claimed = measures.some((each) => CLAIMS_DONE.test(each));
  return claimed
    ? { statuses: ['unstated', 'closed', 'in_progress'], levels: ['none', 'measure', 'finding'] }
    : { statuses: ['unstated'], levels: ['none'] };
}

function printMeasures(
  measures: readonly string[],
  { manner, place, status, scene, dice }: Told,
): { printed: string[]; dues: TruthDue[] } {
  const dues: TruthDue[] = [];
  const items = measures.map((measure, index) => {
    const number = measures.length === 1 ? '' : marker(manner.numbering, index);
    const done = place === 'measure' ? `（${status.short}）` : '';
    const stop = index === measures.length - 1 ? '。' : manner.stop;
    if (manner.owners !== 'each') return `${number}${measure}${done}${stop}`;
    const owner = ownerOf(scene, dice);
    if (owner.due !== null) dues.push(owner.due);
    return `${number}${measure}${done}（${owner.text}）${stop}`;
  });
  if (manner.inline) return { printed: [items.join('')], dues };
  // A long measure may go on in lines without a number.
  const breaks = (): boolean => manner.remarks && dice.chance(0.2);
  return { printed: items.flatMap((item) => (breaks() ? broken(item) : [item])), dues };
}

function broken(item: string): string[] {
  const at = item.indexOf('，', Math.floor(item.length / 2));
  return at < 0 ? [item] : [item.slice(0, at + 1), item.slice(at + 1)];
}

function labelled(printed: readonly string[], { manner, place, status, dice }: Told): string[] {
  const tail = place === 'label' ? `（${status.short}）` : '';
  const intro = manner.remarks && dice.chance(0.4) ? dice.pick(INTROS) : '';
  const before = `${place === 'before' ? `${status.sentence}。` : ''}${intro}`;
  const label = manner.label === '' && tail === '' ? '' : labelOf(manner, tail);
  const [first = '', ...rest] = printed;
  return manner.labelAlone && label !== ''
    ? [`${label}${before}`, ...printed]
    : [`${label}${before}${first}`, ...rest];
}

function labelOf({ label, labelMark }: Manner, tail = ''): string {
  const words = label || '整改情况';
  return labelMark === '【】' ? `【${words}】${tail}` : `${words}${tail}${labelMark}`;
}

const NOBODY = { responsible: null, due: null, otherDues: [] };

/** Nothing was done, somebody else was asked to. */
function askedOfSuperiors(manner: Manner, scene: Scene, dice: Dice): Progress {
  const request = upwards(scene, dice);
  return {
    lines: [`${labelOf(manner)}${request}。`],
    titleTail: '',
    headTail: '',
    truth: {
      ...NOBODY,
      measures: [],
      mayRead: [request],
      statuses: ['not_completed', 'in_progress', 'unstated', 'identified', 'planned'],
      levels: ['finding', 'none', 'measure'],
    },
  };
}

/** It is said how far it has come, and not by what. */
function statusAlone(manner: Manner, scene: Scene, dice: Dice): Progress {
  const { status, also, sentence, due } = drawStatus(scene, dice, TOLD);
  return {
    lines: [`${labelOf(manner)}${sentence}。`],
    titleTail: '',
    headTail: '',
    truth: {
      ...NOBODY,
      measures: [],
      mayRead: [sentence],
      statuses: [status, ...also],
      levels: ['finding', 'measure'],
      otherDues: due === null ? [] : [due],
    },
  };
}
