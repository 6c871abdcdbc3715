/** A batch of petitions handed on by environmental inspectors: one block of fields each, with people in them. */
import type { Dice } from '../dice.ts';
import type { Drafted } from '../draft.ts';
import { fill } from '../filling.ts';
import { marker, type Numbering } from '../numbering.ts';
import { blankPaper, type Paper } from '../paper.ts';
import { GOVERNING, sceneOf, type Scene } from '../scene.ts';
import { bareFinding, NOTHING_DECLARED, type Status, type TruthFinding } from '../truth.ts';
import { villages } from '../words/names.ts';
import { CHECKED, COMPLAINTS, type Complaint } from '../words/complaints.ts';

const DONE: readonly { readonly words: string; readonly statuses: readonly Status[] }[] = [
  { words: '已办结', statuses: ['closed'] },
  { words: '已办结', statuses: ['closed'] },
  { words: '办结', statuses: ['closed'] },
  { words: '阶段性办结', statuses: ['partially_closed', 'in_progress'] },
  { words: '未办结', statuses: ['not_completed', 'in_progress'] },
  { words: '正在办理', statuses: ['in_progress'] },
];
/** Answers to a question that can be answered so. */
const WHETHER_DONE: typeof DONE = [
  ...DONE,
  { words: '是', statuses: ['closed'] },
  { words: '否', statuses: ['not_completed', 'in_progress'] },
];

type Shape = 'lines' | 'paragraph' | 'rows';

interface Labels {
  readonly no: string;
  readonly told: string;
  readonly checked: string;
  readonly whether: string | null;
  readonly done: string;
  readonly state: string;
  readonly blamed: string | null;
}

export function petitionBatch(dice: Dice): Drafted {
  const scene = sceneOf(dice.fork('scene'), '督查', GOVERNING);
  const paper = blankPaper();
  const batch = dice.int(2, 30);
  const count = dice.int(2, 6);
  const title = dice.pick([
    `${scene.city}办理省生态环境保护督察组交办信访件情况公示（第${batch}批）`,
    `中央生态环境保护督察组交办群众信访举报件办理情况（第${batch}批）`,
    `群众信访举报转办和边督边改公开情况一览表（第${batch}批）`,
    `${scene.place}信访件办理情况公示`,
  ]);
  paper.add('title', title);
  paper.add(
    'lead',
    `${scene.year}年${dice.int(3, 11)}月${dice.int(1, 28)}日，督察组向${scene.city}交办第${batch}批群众信访举报件${count}件。按照要求，现将办理情况公示如下。`,
  );
  const labels: Labels = {
    no: dice.pick(['受理编号', '信访件编号', '交办编号', '举报编号']),
    told: dice.pick(['反映问题', '信访反映问题', '交办问题基本情况', '举报内容', '反映的主要问题']),
    checked: dice.pick(['调查核实情况', '核实情况', '调查情况']),
    whether: dice.chance(0.6) ? '是否属实' : null,
    done: dice.pick(['处理及整改情况', '处理和整改情况', '整改情况']),
    state: dice.pick(['是否办结', '办结情况', '办理状态']),
    blamed: dice.chance(0.4) ? dice.pick(['责任人被处理情况', '问责情况']) : null,
  };
  const shape = dice.pick<Shape>(['lines', 'lines', 'paragraph', 'rows']);
  const style: Numbering = dice.pick(['一、', '1.', '', '（一）']);
  const measureStyle: Numbering = dice.pick(['一是', '（1）', '①', '1.']);
  const complaints = dice.sample(COMPLAINTS, count);
  const cases = complaints.map((complaint) => caseOf(complaint, labels, measureStyle, scene, dice));
  writeCases(paper, cases, labels, shape, style);
  return {
    form: 'petition_batch',
    paper,
    scene,
    truth: {
      title,
      aspects: [{ title: null, findings: cases.map(({ truth }) => truth) }],
      declared: NOTHING_DECLARED,
      feedback: null,
    },
    switches: [
      `cases:${shape}:${style === '' ? 'unnumbered' : style}`,
      `measures:inline:${measureStyle}`,
    ],
  };
}

interface Case {
  /** In the order they are printed. */
  readonly fields: readonly (readonly [label: string, value: string])[];
  readonly truth: TruthFinding;
}

function caseOf(
  complaint: Complaint,
  labels: Labels,
  measureStyle: Numbering,
  scene: Scene,
  dice: Dice,
): Case {
  const where = dice.pick(villages);
  const state = dice.pick(labels.state === '是否办结' ? WHETHER_DONE : DONE);
  const say = (text: string): string => fill(text, scene, dice);
  const measures = dice.sample(complaint.measures, dice.int(1, 3)).map(say);
  const list = measures
    .map((each, at) => `${measures.length === 1 ? '' : marker(measureStyle, at)}${each}`)
    .join('；');
  const complainer = dice.chance(0.35) ? `投诉人${scene.person()}多次向有关部门反映。` : '';
  const told = `${scene.place}${where}${complaint.text}`;
  const fields: [string, string][] = [
    [labels.no, `${dice.pick(['D', 'X', 'LD'])}${scene.year}${dice.int(1001, 9999)}`],
    [labels.told, `${told}。${complainer}`],
    [labels.checked, `${say(dice.pick(CHECKED))}。`],
  ];
  if (labels.whether !== null) {
    fields.push([labels.whether, dice.pick(['属实', '属实', '部分属实', '基本属实'])]);
  }
  fields.push([labels.done, `${list}。`], [labels.state, state.words]);
  if (labels.blamed !== null) {
    fields.push([labels.blamed, dice.pick(['无', '无', `对${scene.person()}批评教育`])]);
  }
  const truth: TruthFinding = {
    ...bareFinding(told, `${where}${complaint.text.split('，')[0]}`),
    measures,
    statuses: state.statuses,
    levels: ['finding'],
  };
  return { fields, truth };
}

function writeCases(
  paper: Paper,
  cases: readonly Case[],
  labels: Labels,
  shape: Shape,
  style: Numbering,
): void {
  if (shape === 'rows') {
    const header = cases[0]?.fields.map(([label]) => label) ?? [];
    paper.add('row', `序号 | ${header.join(' | ')} |`);
    for (const [index, { fields }] of cases.entries()) {
      paper.add('row', `${index + 1} | ${fields.map(([, value]) => value).join(' | ')} |`);
    }
    return;
  }
  for (const [index, { fields }] of cases.entries()) {
    const printed = fields.map(([label, value]) => `${label}：${value}`);
    printed[0] = `${marker(style, index)}${printed[0]}`;
    if (shape === 'paragraph') {
      paper.add('item', printed.map((each) => (each.endsWith('。') ? each : `${each}。`)).join(''));
    } else {
      for (const [at, line] of printed.entries()) {
        const label = fields[at]?.[0];
        paper.add(
          label === labels.told ? 'item' : label === labels.done ? 'progress' : 'field',
          line,
        );
      }
    }
  }
}
