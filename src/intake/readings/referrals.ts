/** Reads what the inspectors handed over besides the findings: petition letters, leads, matters for at once. */
import type { IntakeDocument } from '../schema.ts';
import type { Line } from '../text/lines.ts';
import { parseNumeral } from '../text/numerals.ts';
import { statements } from '../text/sentences.ts';

type Referral = IntakeDocument['document']['referrals'][number];

const KINDS: readonly (readonly [Referral['kind'], RegExp])[] = [
  ['petition', /信访(?:举报)?(?:件|事项|案件|问题)?|来信来访/],
  ['lead', /(?:问题)?线索/],
  ['immediate', /立行立改|即知即改|边巡边改/],
];

const NONE =
  /(?:没有|未|无)[^,。;]{0,16}(?:移交|转交|收到)|(?:移交|转交)[^,。;]{0,24}(?:为零|0件|0个|均无)/;
const COUNT = /(\d{1,5}|[一二两三四五六七八九十百]{1,4})\s?[件个条项批]/;

/** One entry for each kind a sentence on handing over names; `count` is 0 where it says none. */
export function readReferrals(lines: readonly Line[]): Referral[] {
  return lines.flatMap(({ text, folded }) =>
    /移交|转交|交办/.test(folded)
      ? statements(text).flatMap(({ start, end }) =>
          inStatement(text.slice(start, end).trim(), folded.slice(start, end)),
        )
      : [],
  );
}

function inStatement(raw: string, folded: string): Referral[] {
  if (!/(?:巡[察视]|督导|督查|检查|审计|组|办)[^。;]{0,60}(?:移交|转交|交办)|移交我/.test(folded))
    return [];
  return KINDS.flatMap(([kind, pattern]) => {
    const match = pattern.exec(folded);
    if (match === null) return [];
    return [{ kind, count: NONE.test(folded) ? 0 : countNear(folded, match.index), raw }];
  });
}

function countNear(folded: string, at: number): number | null {
  const after = COUNT.exec(folded.slice(at, at + 16));
  const before = COUNT.exec(folded.slice(Math.max(0, at - 8), at));
  return parseNumeral(after?.[1] ?? before?.[1] ?? '');
}
