/** Adds up how many findings stand at which state, and holds the sum against how many there are. */
import type { Line } from '../../text/lines.ts';
import { fullSentences } from '../../text/sentences.ts';
import type { Tally } from '../../schema.ts';
import { readDeclared } from '../declared.ts';
import { talliesIn } from '../tallies.ts';
import type { Disagreement } from './disagreement.ts';
import { sentencesOf } from './mentions.ts';

export function standings(lines: readonly Line[]): Disagreement[] {
  const { declared } = readDeclared(lines);
  return lines.flatMap((line) =>
    fullSentences(line.text).flatMap(({ start, end }) => {
      const [printed, folded] = [line.text.slice(start, end), line.folded.slice(start, end)];
      const tallies = firstOfEach(talliesIn(printed, folded));
      if (tallies.length < 2) return [];
      const total =
        totalIn({ ...line, text: printed, folded }, tallies) ??
        declaredFor(folded, declared.findings);
      if (total === null) return [];
      const sum = tallies.reduce((all, { count }) => all + count, 0);
      const isShort = sum < total && isComplete(folded, tallies);
      return sum > total || isShort ? [tell(line.number, total, tallies)] : [];
    }),
  );
}

function firstOfEach(tallies: readonly Tally[]): Tally[] {
  return tallies.filter(
    ({ status }, index) => tallies.findIndex((each) => each.status === status) === index,
  );
}

const COUNTED = new Set(['个', '项', '条', '件', '宗', '起', '处']);
const THINGS = /^(?:具体|突出|主要|反馈|整改)?(?:问题|任务|事项|隐患|信访件|举报件|措施|线索)/;
const TOTAL =
  /(?:反馈|指出|共有?|共计|总计|移交|交办|转办|梳理|查摆|发现|受理|认领|提出|上述|以上)[^,。;\d]{0,12}$/;

/** How many there are by the sentence itself. */
function totalIn(line: Line, tallies: readonly Tally[]): number | null {
  const first = Math.min(...tallies.map(({ raw }) => line.text.indexOf(raw)));
  const [sentence] = sentencesOf(line);
  const total = sentence?.mentions.find(({ start, end, base, isRough }) => {
    if (end > first || isRough || !COUNTED.has(base ?? '')) return false;
    const noun = line.folded.slice(end, end + 8);
    if (noun.startsWith('方面')) return false;
    return THINGS.test(noun) || TOTAL.test(line.folded.slice(Math.max(0, start - 16), start));
  });
  return total?.value ?? null;
}

/** What was declared counts where nothing but findings is spoken of. */
const declaredFor = (folded: string, declared: number | null): number | null =>
  /措施|信访|线索|隐患|任务|意见|建议/.test(folded) || !/问题/.test(folded) ? null : declared;

/** Whether the states leave nothing out: every number behind the first is one of theirs. */
function isComplete(folded: string, tallies: readonly Tally[]): boolean {
  const isBothWays =
    tallies.some(({ status }) => status === 'closed') &&
    tallies.some(({ status }) => status === 'in_progress' || status === 'not_completed');
  const first = Math.min(...tallies.map(({ count }) => folded.indexOf(String(count))));
  const numbers = folded.slice(Math.max(0, first)).match(/\d+/g) ?? [];
  return isBothWays && !/其中|方面|另|剩余|其余/.test(folded) && numbers.length === tallies.length;
}

function tell(line: number, total: number, tallies: readonly Tally[]): Disagreement {
  const list = tallies.map(({ raw }) => raw).join('、');
  const sum = tallies.reduce((all, { count }) => all + count, 0);
  return {
    line,
    message:
      `各状态合计与总数不符：共${total}，${list}，合计${sum} / ` +
      `The states do not add up: ${total} in all, ${list} make ${sum}`,
  };
}
