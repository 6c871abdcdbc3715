/** Reads what the inspectors handed over besides the findings: petition letters, leads, matters for at once. */
import type { IntakeDocument } from '../schema.ts';
import type { Line } from '../text/lines.ts';
import { parseNumeral } from '../text/numerals.ts';
import { clauses, statements } from '../text/sentences.ts';

type Referral = IntakeDocument['document']['referrals'][number];

const KINDS: readonly (readonly [Referral['kind'], string])[] = [
  ['petition', '信访(?:举报)?(?:件|事项|案件|问题|线索)?|来信来访(?:件)?|举报件'],
  ['lead', '(?:问题|违纪违法|案件)?线索'],
  ['immediate', '(?:立行立改|即知即改|边巡边改|立查立改)(?:问题|事项|件)?'],
];

const N = '(\\d{1,5}|[一二两三四五六七八九十百]{1,4})\\s?[件个条项批](?:次)?';
const PATTERNS = KINDS.map(([kind, name]): [Referral['kind'], RegExp, RegExp, RegExp] => [
  kind,
  new RegExp(name),
  new RegExp(`${N}[^,。;、\\d]{0,6}(?:${name})`),
  new RegExp(`(?:${name})[^,。;、\\d一二两三四五六七八九十百]{0,6}${N}`),
]);

const HANDED_OVER = /移交|转交|交办|转办/;
const BY_INSPECTORS =
  /(?:巡[察视]|督导|督查|检查|审计|组|办)[^。;]{0,60}(?:移交|转交|交办|转办)|(?:移交|转交|交办|转办)(?:给)?我|收到[^。;]{0,16}(?:移交|转交|交办|转办)/;
/** Handed on by the organisation itself. */
const ONWARD =
  /(?:移交|转交)(?:给|至|到)?[^,。;]{0,6}(?:纪委|监委|纪检|司法|公安|检察|法院|组织部|有关部门|相关部门|主管部门)/;
const NONE =
  /(?:没有|未|无)[^,。;]{0,20}(?:移交|转交|交办|转办|收到)|(?:为零|0件|0个|0条|均无|为0)/;

/** One entry for each kind: the first that says how many, else the first. `count` is 0 where it says none. */
export function readReferrals(lines: readonly Line[]): Referral[] {
  const referrals: Referral[] = [];
  for (const { text, folded } of lines) {
    if (!HANDED_OVER.test(folded)) continue;
    for (const { start, end } of statements(text)) {
      for (const found of inStatement(
        text.slice(start, end).trim(),
        folded.slice(start, end).trim(),
      )) {
        const at = referrals.findIndex(({ kind }) => kind === found.kind);
        if (at === -1) referrals.push(found);
        else if (referrals[at]?.count === null && found.count !== null) referrals[at] = found;
      }
    }
  }
  return referrals;
}

function inStatement(raw: string, folded: string): Referral[] {
  if (!BY_INSPECTORS.test(folded) || ONWARD.test(folded)) return [];
  const parts = clauses(folded).map(({ start, end }) => folded.slice(start, end));
  // 巡察组移交信访件5件,问题线索2条: what is said of handing over holds for the clauses behind it.
  const said = parts.slice(parts.findIndex((part) => HANDED_OVER.test(part)));
  return PATTERNS.flatMap(([kind, name, before, after]) => {
    const part = said.find((each) => name.test(each)) ?? (name.test(folded) ? folded : undefined);
    if (part === undefined) return [];
    if (NONE.test(part)) return [{ kind, count: 0, raw }];
    const printed = (after.exec(part) ?? before.exec(part))?.[1] ?? '';
    return [{ kind, count: parseNumeral(printed), raw }];
  });
}
