/** Finds goals that lie behind what the document says is reached today. */
import type { Line } from '../../text/lines.ts';
import { fullSentences } from '../../text/sentences.ts';
import { figuresIn } from '../targets/figures-in.ts';
import type { Figure } from '../targets/figure.ts';
import type { Disagreement } from './disagreement.ts';

interface Stated extends Figure {
  readonly line: number;
}

/** Only rates of the very same name, and only where today is told first: what follows a goal may be its fulfilment. */
export function goalsBehindToday(lines: readonly Line[]): Disagreement[] {
  const today = new Map<string, Stated>();
  return lines.flatMap((line) =>
    ratesIn(line).flatMap((rate) => {
      const { metric, isAim } = rate;
      if (metric === null) return [];
      const reached = today.get(metric);
      if (!isAim) {
        if (reached === undefined) today.set(metric, rate);
        return [];
      }
      const isBehind =
        reached !== undefined &&
        (rate.comparison === 'at_most' ? reached.value < rate.value : reached.value > rate.value);
      return isBehind ? [tell(rate, reached)] : [];
    }),
  );
}

const PLANNED = /将|规划|力争|计划|目标|到20\d\d年|20\d\d-20\d\d年/;
const KEPT = /保持|稳定|不低于|不少于|不超过|不高于|要求|标准|规定|国家|省定|应/;

function ratesIn({ number: line, text, folded }: Line): Stated[] {
  if (!folded.includes('%')) return [];
  const isPlanned = PLANNED.test(folded);
  return fullSentences(text).flatMap(({ start, end }) =>
    figuresIn(text.slice(start, end), isPlanned ? 'aim' : 'report').flatMap((figure) => {
      if (figure.unit !== '%' || !/(?:率|比例|占比|比重)$/.test(figure.metric ?? '')) return [];
      if (figure.comparison !== 'at_least' && figure.comparison !== 'at_most') return [];
      const isKept = KEPT.test(
        folded.slice(Math.max(0, start + figure.at - 16), start + figure.at + figure.raw.length),
      );
      return figure.isAim && (isKept || !isPlanned) ? [] : [{ ...figure, line }];
    }),
  );
}

const tell = (goal: Stated, reached: Stated): Disagreement => ({
  line: goal.line,
  message:
    `目标低于现状：${goal.metric}目标“${goal.raw}”，第${reached.line}行已为${reached.value}% / ` +
    `The goal for ${goal.metric} ("${goal.raw}") lies behind the ${reached.value}% stated in line ${reached.line}`,
});
