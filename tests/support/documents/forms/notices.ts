/** Inspectors to one unit: what was found, what is asked, and by when. Nothing has been done yet. */
import type { Dice } from '../dice.ts';
import { demandedBy } from '../dates.ts';
import type { Drafted } from '../draft.ts';
import { bodyOf } from '../heads.ts';
import { marker, type Numbering } from '../numbering.ts';
import { blankPaper, type Paper } from '../paper.ts';
import { problemDeck, type Problem } from '../problem.ts';
import { sceneOf, type Scene } from '../scene.ts';
import { bareFinding, NOTHING_DECLARED, type TruthDue, type TruthFinding } from '../truth.ts';

interface Notice {
  readonly paper: Paper;
  readonly problems: readonly Problem[];
  readonly due: TruthDue;
  /** Where each finding has its own; else none. */
  readonly dues: readonly TruthDue[];
  readonly style: Numbering;
  readonly scene: Scene;
  readonly dice: Dice;
}

const NOTICES = [
  '限期整改通知书',
  '责令限期整改通知书',
  '整改通知书',
  '安全隐患整改通知书',
  '整改通知单',
];
const ORDERS = ['督办单', '督查督办通知单', '重点事项督办单', '督办通知书'];

export function notice(dice: Dice): Drafted {
  const scene = sceneOf(dice.fork('scene'), '督查');
  const deck = problemDeck(scene, dice.fork('deck'), 'future');
  const area = dice.pick(deck.areas);
  const problems = Array.from({ length: dice.pick([1, 1, 1, 2, 3, 4]) }, () => deck.deal(area));
  const kind = dice.pick(['letter', 'letter', 'letter', 'sheet', 'order'] as const);
  const title = dice.pick(kind === 'order' ? ORDERS : NOTICES);
  const paper = blankPaper();
  paper.add('title', title);
  paper.add(
    'lead',
    `${dice.pick(['编号：', ''])}${scene.place.slice(0, 1)}督〔${scene.year}〕${dice.int(1, 99)}号`,
  );
  const due = demandedBy(scene.year, dice.fork('due'));
  const style: Numbering = dice.pick(['1.', '（一）', '1、', '（1）', '一是', '①']);
  const write = { letter: writeLetter, sheet: writeSheet, order: writeOrder }[kind];
  const apart = kind === 'letter' && problems.length > 1 && dice.chance(0.25);
  const dues = apart ? problems.map(() => demandedBy(scene.year, dice)) : [];
  const findings = write({ paper, problems, due, dues, style, scene, dice });
  paper.add('closing', scene.body, `${scene.year - 1}年${dice.int(11, 12)}月${dice.int(1, 28)}日`);
  return {
    form: 'notice',
    paper,
    scene,
    truth: {
      title,
      aspects: [{ title: null, findings }],
      declared: NOTHING_DECLARED,
      feedback: null,
    },
    switches: [
      `notice:${kind}`,
      `findings:${problems.length}`,
      `items:${style}`,
      ...(apart ? ['deadlines apart'] : []),
    ],
  };
}

const listed = ({ problems, style, dues }: Notice): string[] =>
  problems.map((problem, index) => {
    const number = problems.length === 1 ? '' : marker(style, index);
    const due = dues[index];
    const until = due === undefined ? '' : `（${due.raw}前整改到位）`;
    return `${number}${problem.title}。${bodyOf(problem)}${until}`;
  });

const demands = ({ problems, style }: Notice): string[] =>
  problems.map(
    ({ requirements }, index) =>
      `${problems.length === 1 ? '' : marker(style, index)}${requirements[0]}。`,
  );

function writeLetter(given: Notice): TruthFinding[] {
  const { paper, problems, due, scene, dice } = given;
  paper.add('lead', `${scene.org}：`);
  const opening = `${scene.period}，${scene.body}对你单位进行了${dice.pick(['检查', '督查', '现场检查'])}，`;
  const [problem] = problems;
  const single = problems.length === 1 && problem !== undefined;
  if (single && dice.chance(0.7)) {
    paper.add(
      'item',
      `${opening}${dice.pick(['发现', '发现你单位', '检查发现'])}${problem.core}。${bodyOf(problem)}`,
    );
  } else {
    paper.add(
      'lead',
      `${opening}${dice.pick(['发现存在下列问题：', '发现你单位存在以下问题：', '存在的问题如下：'])}`,
    );
    paper.add('item', ...listed(given));
  }
  if (dice.chance(0.5)) {
    paper.add('lead', dice.pick(['请按以下要求进行整改：', '现提出如下整改要求：', '整改要求：']));
    paper.add('plan', ...demands(given));
  }
  if (given.dues.length > 0) {
    paper.add('plan', `请按期完成整改，并将整改情况书面报送${scene.body}。`);
    return problems.map((each, index) => foundNow(each, given.dues[index] ?? null));
  }
  const report = `并将整改情况书面报送${scene.body}`;
  paper.add(
    'plan',
    dice.pick([
      `现责令你单位于${due.raw}前整改完毕，${report}。`,
      `请你单位高度重视，务必于${due.raw}前完成整改，${report}。`,
      `限你单位于${due.raw}前将上述问题整改到位，${report}。`,
      `以上问题，限${due.raw}前整改完毕。`,
    ]),
  );
  if (dice.chance(0.4)) paper.add('closing', '逾期不整改或整改不到位的，将依法依规予以处理。');
  return problems.map((each) => foundNow(each, due));
}

/** A printed form that was filled in. */
function writeSheet(given: Notice): TruthFinding[] {
  const { paper, problems, due, scene, dice } = given;
  const person = scene.person();
  paper.add(
    'field',
    `${dice.pick(['被检查单位', '受检单位'])}：${scene.org}`,
    `检查时间：${scene.period}`,
    `检查人员：${scene.person()}、${scene.person()}`,
  );
  const [first = '', ...rest] = listed(given);
  const label = dice.pick(['存在问题', '检查发现的问题', '存在的问题及隐患']);
  if (problems.length > 1 && dice.chance(0.5)) paper.add('item', `${label}：`, first, ...rest);
  else paper.add('item', `${label}：${first}`, ...rest);
  const [demand = '', ...more] = demands(given);
  paper.add('plan', `${dice.pick(['整改意见', '整改要求'])}：${demand}`, ...more);
  paper.add('field', `${dice.pick(['整改期限', '整改时限'])}：${due.raw}前`);
  const named = dice.chance(0.5);
  if (named) paper.add('field', `${dice.pick(['整改责任人', '责任人'])}：${person}`);
  paper.add('closing', '被检查单位负责人（签字）：');
  return problems.map((each) => foundNow(each, due, named ? person : null));
}

function writeOrder(given: Notice): TruthFinding[] {
  const { paper, problems, due, scene, dice } = given;
  const [first] = problems;
  paper.add('field', `承办单位：${scene.org}`, `督办事项：${first?.area.name}问题整改`);
  const [text = '', ...rest] = listed(given);
  paper.add('item', `${dice.pick(['存在问题', '存在的问题', '问题描述'])}：${text}`, ...rest);
  const demand = problems.map(({ requirements }) => requirements[0]).join('；');
  paper.add('field', `${dice.pick(['整改要求', '办理要求', '督办要求'])}：${demand}。`);
  paper.add('field', `${dice.pick(['办结时限', '整改时限', '完成时限'])}：${due.raw}前`);
  const person = scene.person();
  const named = dice.chance(0.5);
  if (named) paper.add('field', `责任人：${person}`);
  return problems.map((each) => foundNow(each, due, named ? person : null));
}

/** A finding as inspectors state it. */
export function foundNow(
  problem: Problem,
  due: TruthDue | null,
  responsible: string | null = null,
): TruthFinding {
  return bareFinding(problem.title, problem.core, {
    description: problem.sentences[0] ?? null,
    statuses: ['identified', 'unstated'],
    levels: ['none', 'finding', 'document'],
    responsible,
    due,
  });
}
