/** How offices say how far a finding has come, and how that may be read. */
import { plainDeadline } from './dates.ts';
import type { Dice } from './dice.ts';
import type { Scene } from './scene.ts';
import type { Status, TruthDue } from './truth.ts';

interface StatusWords {
  readonly status: Status;
  /** Other readings that are as good. */
  readonly also: readonly Status[];
  /** Sentences without the full stop. */
  readonly sentences: readonly string[];
  /** In a field or a label's brackets. */
  readonly short: readonly string[];
}

const statusWords: readonly StatusWords[] = [
  {
    status: 'closed',
    also: [],
    sentences: [
      '此问题已整改到位',
      '该问题已整改到位',
      '目前该问题已整改完成',
      '该项问题已完成整改',
      '此项整改任务已完成',
      '该问题已全部整改到位',
      '上述问题已整改完毕',
      '该问题已整改销号',
      '目前，此问题已完成整改',
      '此问题整改已完成',
    ],
    short: ['已完成', '已整改', '整改到位', '完成整改', '已整改到位', '已销号', '已办结', '完成'],
  },
  {
    status: 'closed_ongoing',
    also: [],
    sentences: [
      '此问题已整改到位，并长期坚持',
      '该问题已完成整改，并持续巩固提升',
      '目前此项整改任务已完成并持续落实',
      '该问题已整改完成，下步将长期坚持',
      '此项工作已完成整改，转入常态化推进',
    ],
    short: ['已完成并长期坚持', '已完成，长期坚持', '已整改到位，持续坚持', '完成整改并持续推进'],
  },
  {
    status: 'in_progress',
    also: [],
    sentences: [
      '该问题正在整改中',
      '目前整改工作正在持续推进中',
      '此项整改正在有序推进',
      '目前正在抓紧整改',
      '该问题正在按计划推进整改',
      '目前工作正在持续推进中，已见成效',
    ],
    short: ['正在整改', '整改中', '持续推进', '正在推进', '推进中', '正在整改中'],
  },
  {
    status: 'partially_closed',
    also: ['in_progress'],
    sentences: [
      '该问题已基本完成整改，剩余部分正在推进',
      '此问题已完成阶段性整改任务，后续工作持续推进',
      '目前该问题部分完成整改',
    ],
    short: ['基本完成', '阶段性完成', '部分完成', '基本完成整改', '阶段性办结'],
  },
  {
    status: 'not_completed',
    also: ['in_progress'],
    sentences: [
      '因资金尚未落实，该问题暂未完成整改',
      '由于历史原因，该问题尚未整改到位',
      '目前该问题尚未完成整改',
      '受场地条件限制，此问题暂时无法整改',
    ],
    short: ['未完成', '未整改', '尚未完成', '未整改到位', '未办结'],
  },
  {
    status: 'pending_closure',
    also: [],
    sentences: [
      '该问题已完成整改，待验收销号',
      '目前已完成整改并申请销号，等待验收',
      '该问题整改工作已完成，正在公示销号',
    ],
    short: ['待验收', '待销号', '已整改待验收', '申请销号'],
  },
  {
    status: 'planned',
    also: ['in_progress'],
    sentences: ['该问题计划于{due}完成整改', '下步将于{due}完成整改', '拟于{due}完成整改任务'],
    short: ['计划整改', '拟整改'],
  },
  {
    status: 'identified',
    also: ['not_completed'],
    // With what was done beside it, nobody writes that in a sentence.
    sentences: [],
    short: ['未启动', '尚未启动', '未开始'],
  },
];

export interface StatedStatus {
  readonly status: Status;
  readonly also: readonly Status[];
  /** Without the full stop. */
  readonly sentence: string;
  readonly short: string;
  /** The day the sentence names. */
  readonly due: TruthDue | null;
}

/** In a field of a ledger. */
const ANY = statusWords.map(({ status }) => status);
/** In a sentence behind the measures. */
export const TOLD = ANY.filter((status) => status !== 'identified');
/** Behind each measure. */
export const OF_MEASURES: readonly Status[] = [
  'closed',
  'closed_ongoing',
  'in_progress',
  'partially_closed',
];

/** As in real rounds: most findings are said to be closed. */
const WEIGHTS = [12, 4, 5, 2, 2, 2, 1, 1];

export function drawStatus(scene: Scene, dice: Dice, among: readonly Status[] = ANY): StatedStatus {
  const bag = statusWords.flatMap((words, index) =>
    Array.from({ length: among.includes(words.status) ? (WEIGHTS[index] ?? 1) : 0 }, () => words),
  );
  const { status, also, sentences, short } = dice.pick(bag);
  const due = plainDeadline(scene.year, dice);
  const sentence = sentences.length === 0 ? '' : dice.pick(sentences);
  const dated = sentence.includes('{due}');
  const expected = status === 'in_progress' && dice.chance(0.2);
  return {
    status,
    also: expected ? [...also, 'planned'] : also,
    short: dice.pick(short),
    sentence: `${sentence.replace('{due}', due.raw)}${expected ? `，预计${due.raw}完成` : ''}`,
    due: dated || expected ? due : null,
  };
}
