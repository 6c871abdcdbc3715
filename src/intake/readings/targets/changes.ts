/** Works out changes from the two levels a text gives: 由120万元降至90万元. */
import { fold } from '../../text/lines.ts';
import { statements } from '../../text/sentences.ts';
import { quantitiesIn, type Quantity } from '../figures/quantities.ts';
import { withoutReferences } from '../figures/references.ts';
import type { Figure } from './figure.ts';
import { metricOf } from './metric.ts';

/** One figure for each pair: in percentage points for shares, in percent for everything else. */
export function changesIn(text: string): Figure[] {
  return statements(text).flatMap(({ start, end }) => {
    const printed = text.slice(start, end);
    const folded = fold(printed);
    if (!MAY_CHANGE.test(folded)) return [];
    const quantities = quantitiesIn(withoutReferences(folded));
    return quantities.flatMap((from, index) => {
      const to = quantities[index + 1];
      if (to === undefined || from.base !== to.base) return [];
      return changeOf({ printed, folded, start }, from, to);
    });
  });
}

/** No change does without one of these: quicker to look for than quantities. */
const MAY_CHANGE = /[由从]/;
const FROM = /(?:由|从)[^,;。]{0,12}$/;
const TOWARDS = /^[^。;\d]{0,10}(?:到|至|为)了?$/;

function changeOf(
  { printed, folded, start }: { printed: string; folded: string; start: number },
  from: Quantity,
  to: Quantity,
): Figure[] {
  const opening = FROM.exec(folded.slice(Math.max(0, from.start - 16), from.start));
  if (opening === null || !TOWARDS.test(folded.slice(from.end, to.start))) return [];
  const [before, after] = [from.low * from.scale, to.low * to.scale];
  if (before === after || (to.base !== '%' && before <= 0)) return [];
  const at = from.start - opening[0].length;
  const isShare = to.base === '%';
  const change = Math.abs(after - before);
  const unit = isShare ? '个百分点' : '%';
  return [
    {
      at: start + at,
      raw: printed.slice(at, to.end),
      comparison: after < before ? 'reduce_by' : 'raise_by',
      value: Math.round((isShare ? change : (change / before) * 100) * 100) / 100,
      unit,
      base: unit,
      scale: 1,
      metric: metricOf(printed.slice(Math.max(0, at - 100), at)),
      isAim: false,
    },
  ];
}
