/** The ways a finding is headed: its title, and where its description stands. */
import type { Dice } from './dice.ts';
import type { Problem } from './problem.ts';
import type { Scene } from './scene.ts';

export interface Head {
  /** The first without its number. */
  readonly lines: readonly string[];
  readonly title: string;
  readonly core: string;
  readonly description: string | null;
}

/** Printed behind the title, and behind the description: a status, an owner in brackets. */
export interface Tails {
  readonly title: string;
  readonly body: string;
}

type Writer = (problem: Problem, tails: Tails, scene: Scene, dice: Dice) => Partial<Head>;

/** Sentences one behind the other. */
export const bodyOf = ({ sentences }: Problem): string => `${sentences.join('。')}。`;

const writers = {
  sentence: (problem, tails) => ({
    lines: [`${problem.title}${tails.title}。${bodyOf(problem)}${tails.body}`],
  }),
  problem: (problem, tails, _, dice) => ({
    lines: [
      `${problem.title}${dice.pick(['问题', '的问题'])}${tails.title}。${bodyOf(problem)}${tails.body}`,
    ],
  }),
  about: (problem, tails, _, dice) => ({
    lines: [
      `关于${problem.title}${dice.pick(['的问题', '问题'])}${tails.title}。${bodyOf(problem)}${tails.body}`,
    ],
  }),
  quoted: (problem, tails, _, dice) => ({
    lines: [
      `${dice.pick(['关于', '关于', '针对'])}“${problem.title}。${problem.sentences.join('。')}”${dice.pick(['问题', '的问题', '问题的整改', '问题的整改情况'])}${tails.title}${tails.body}`,
    ],
  }),
  // The full stop between the two was forgotten.
  run_on: (problem, tails, { sector }) => ({
    lines: [
      `${problem.core}${sector.we}${problem.sentences.join('。')}${tails.title}。${tails.body}`,
    ],
    title: problem.core,
  }),
  title_only: (problem, tails, _, dice) => ({
    lines: [
      `${problem.title}${dice.pick(['。', '问题。', '', '问题'])}${tails.title}${tails.body}`,
    ],
    description: null,
  }),
  title_line: (problem, tails) => ({
    lines: [`${problem.title}${tails.title}`, `${bodyOf(problem)}${tails.body}`],
  }),
  // What it is about, and not what is wrong with it.
  positive: (problem, tails, _, dice) => {
    const title = dice.pick([
      `进一步规范${problem.thing}管理`,
      `加强${problem.thing}工作`,
      `提升${problem.thing}水平`,
      problem.thing,
    ]);
    return {
      title,
      core: problem.thing,
      lines: [`关于${title}方面${tails.title}。${bodyOf(problem)}${tails.body}`],
    };
  },
  // Points of one description, numbered as measures are elsewhere.
  manifest: (problem, tails, _, dice) => {
    const points = problem.sentences.map(
      (each, index) => `${['一是', '二是', '三是', '四是'][index]}${each}`,
    );
    const listed = points.length > 1 ? points.join('；') : problem.sentences.join('。');
    return {
      lines: [
        `${problem.title}${tails.title}。${dice.pick(['具体表现：', '主要表现为：', '具体表现在：'])}${listed}。${tails.body}`,
      ],
    };
  },
  untitled: (problem, tails) => ({
    lines: [
      `${problem.sentences[0]}${tails.title}。${problem.sentences
        .slice(1)
        .map((each) => `${each}。`)
        .join('')}${tails.body}`,
    ],
    title: problem.sentences[0] ?? '',
    core: problem.sentences[0] ?? '',
  }),
  exists: (problem, tails, _, dice) => ({
    lines: [
      `${dice.pick(['存在', '存在着', '反馈指出，', '检查发现，'])}${problem.title}${dice.pick(['的问题', '问题', ''])}${tails.title}。${bodyOf(problem)}${tails.body}`,
    ],
  }),
  labelled: (problem, tails, _, dice) => ({
    lines: [
      `${dice.pick(['问题描述', '具体问题', '反馈问题', '存在问题'])}：${problem.title}${tails.title}。${bodyOf(problem)}${tails.body}`,
    ],
  }),
} as const satisfies Readonly<Record<string, Writer>>;

export type HeadStyle = keyof typeof writers;

/** The common ones more often. */
export const HEAD_STYLES: readonly HeadStyle[] = [
  ...(Object.keys(writers) as HeadStyle[]),
  'sentence',
  'sentence',
  'problem',
];

export function headOf(
  problem: Problem,
  style: HeadStyle,
  tails: Tails,
  scene: Scene,
  dice: Dice,
): Head {
  const { title, core } = problem;
  const write: Writer = writers[style];
  return {
    title,
    core,
    description: bodyOf(problem),
    lines: [],
    ...write(problem, tails, scene, dice),
  };
}
