/** One thing that is wrong: its title, its description, what is done about it. */
import type { Dice } from './dice.ts';
import { fill } from './filling.ts';
import type { Scene } from './scene.ts';
import type { Area, Subject } from './words/area.ts';
import { consequences, effects, genericMeasures } from './words/generic.ts';
import { kinds, type Kind } from './words/kinds.ts';

export interface Problem {
  readonly area: Area;
  readonly thing: string;
  /** Without 问题 and full stop. */
  readonly title: string;
  readonly core: string;
  /** The title says what was seen, and needs nobody before it. */
  readonly seen: boolean;
  /** Sentences without the full stop. */
  readonly sentences: readonly string[];
  /** Without number and full stop. */
  readonly measures: readonly string[];
  /** What inspectors ask for, likewise. */
  readonly requirements: readonly string[];
  /** Praise of the same thing. */
  readonly merit: string;
}

/** Deals problems so that none comes twice in one document. */
export interface ProblemDeck {
  readonly areas: readonly Area[];
  deal(area: Area): Problem;
}

/** Measures that speak of something finished are left out where they are yet to be taken. */
const FINISHED = /已|现全部|现已|达到\d|追回|追缴|清退|退回/;

export function problemDeck(scene: Scene, dice: Dice, tense: 'past' | 'future'): ProblemDeck {
  const left = new Map(
    scene.sector.areas.map((area) => [area, dice.sample(area.subjects, area.subjects.length)]),
  );
  const facts = new Map(scene.sector.areas.map((area) => [area, [...area.facts]]));
  const generic = dice.sample(genericMeasures, genericMeasures.length);
  const fits = (measure: string): boolean => tense === 'past' || !FINISHED.test(measure);
  const used = new Set<string>();
  const fresh = (candidates: readonly string[], count: number): string[] => {
    const open = candidates.filter((each) => fits(each) && !used.has(each));
    const taken = dice.sample(open.length < count ? candidates.filter(fits) : open, count);
    for (const each of taken) used.add(each);
    return taken;
  };
  const deal = (area: Area): Problem => {
    const subject = left.get(area)?.pop();
    if (subject === undefined) throw new Error(`no more of ${area.name}`);
    const say = (sentence: string): string =>
      fill(sentence, { ...scene, thing: subject.thing }, dice);
    const words = kinds[subject.kind];
    const own = facts.get(area) ?? [];
    const fact = own.splice(dice.int(0, own.length), 1).map(say);
    // Some titles say what was seen.
    const [seen] = fact;
    const factual = seen !== undefined && seen.length <= 28 && dice.chance(0.12);
    const { title, core } = factual ? { title: seen, core: seen } : titleOf(subject, scene, dice);
    const templates = [
      ...fresh(area.actions, dice.int(0, 2)),
      ...fresh(words.measures, dice.int(1, 3)),
      ...(dice.chance(0.4) ? fresh(generic, 1) : []),
    ];
    return {
      area,
      thing: subject.thing,
      title,
      core,
      seen: factual,
      sentences: [
        ...dice.sample(words.descriptions, dice.int(1, 2)).map(say),
        ...(factual ? [] : fact),
      ],
      measures: dice.sample(templates, 5).map((each) => lengthened(say(each), dice)),
      requirements: dice.sample(words.requirements, 2).map(say),
      merit: `${subject.thing}${dice.pick(words.merits)}`,
    };
  };
  return { areas: scene.sector.areas, deal };
}

/** What people do or leave undone; of a fire door nobody says 个别科室. */
const BY_SOMEBODY: ReadonlySet<Kind> = new Set(['rule', 'record', 'study', 'duty']);

function titleOf(
  { thing, kind }: Subject,
  scene: Scene,
  dice: Dice,
): { title: string; core: string } {
  const shortcomings = dice.sample(kinds[kind].shortcomings, 2);
  const core = `${thing}${shortcomings[0]}`;
  const somebody = scene.sector.who.filter((who) => !who.includes('班子'));
  const title = dice.pick([
    core,
    core,
    core,
    `${core}，${shortcomings[1]}`,
    BY_SOMEBODY.has(kind) ? `${dice.pick(somebody)}${core}` : core,
    `${core}，${dice.pick([...consequences.always, ...(consequences[kind] ?? [])])}`,
  ]);
  return { title, core };
}

function lengthened(measure: string, dice: Dice): string {
  return dice.chance(0.3) ? `${measure}，${dice.pick(effects)}` : measure;
}
