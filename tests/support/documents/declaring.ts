/** Counts a document gives of itself, which need not be those it lists. */
import type { Dice } from './dice.ts';
import type { Manner } from './manner.ts';
import type { Scene } from './scene.ts';
import { NOTHING_DECLARED, type Declared, type TruthAspect } from './truth.ts';

interface Declaring {
  readonly text: string;
  readonly declared: Declared;
}

/** A sentence, or nothing, and what it declares. */
export function declaredIn(
  aspects: readonly TruthAspect[],
  { manner }: { readonly manner?: Manner },
  scene: Scene,
  dice: Dice,
): Declaring {
  if (dice.chance(0.35)) return { text: '', declared: NOTHING_DECLARED };
  const listed = aspects.flatMap(({ findings }) => findings);
  // A point more or less than listed happens in every second bulletin.
  const count = listed.length + (dice.chance(0.25) ? dice.int(1, 3) : 0);
  const groups = aspects.every(({ title }) => title !== null) ? aspects.length : 0;
  const measures = listed.reduce((sum, finding) => sum + finding.measures.length, 0);
  const unit = dice.pick(['个', '个', '项', '条']);
  const sayings = [
    say(`${scene.body}共反馈问题${count}${unit}。`, { findings: count }),
    withAdvice(count, unit, dice),
    say(`针对反馈的${count}${unit}问题，制定整改措施${measures}条。`, {
      findings: count,
      measures,
    }),
    ...(groups > 1
      ? [
          say(`本次共反馈了${groups}个方面${count}个具体问题。`, {
            aspects: groups,
            findings: count,
          }),
          say(`反馈意见共指出${groups}大类${count}项问题。`, { aspects: groups, findings: count }),
        ]
      : [say(`共反馈${count}个具体问题。`, { findings: count })]),
    ...(manner === undefined || manner.statusPlace === 'none' || manner.statusPlace === 'document'
      ? []
      : [stateOfAll(aspects, count, unit)]),
  ];
  return dice.pick(sayings);
}

const say = (text: string, declared: Partial<Declared>): Declaring => ({
  text,
  declared: { ...NOTHING_DECLARED, ...declared },
});

function withAdvice(count: number, unit: string, dice: Dice): Declaring {
  const advice = dice.int(2, 6);
  return say(
    `反馈意见指出存在${count}${unit}问题，并提出${advice}${dice.pick(['项', '条'])}意见建议。`,
    { findings: count, suggestions: advice },
  );
}

/** How many are done in all: no status of any one of them. */
function stateOfAll(aspects: readonly TruthAspect[], count: number, unit: string): Declaring {
  const done = aspects
    .flatMap(({ findings }) => findings)
    .filter(({ statuses }) => statuses[0]?.startsWith('closed')).length;
  const share = count === 0 ? 0 : Math.round((done / count) * 1000) / 10;
  return say(
    `截至目前，反馈的${count}${unit}问题，已完成整改${done}${unit}，正在推进${count - done}${unit}，整改完成率${share}%。`,
    { findings: count },
  );
}
