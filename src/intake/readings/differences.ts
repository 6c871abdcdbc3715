/** Sets what a document declares against what it lists, so that no gap is passed over. */
import type { DeclaredCounts } from './declared.ts';
import type { Difference, IntakeDocument } from '../schema.ts';

const NAMES = [
  ['aspects', '方面', 'aspects'],
  ['findings', '问题', 'findings'],
  ['suggestions', '意见建议', 'suggestions'],
  ['measures', '整改措施', 'measures'],
] as const;

/** One entry for each count that is declared and does not match. */
export function compareCounts(
  declared: DeclaredCounts,
  listed: IntakeDocument['listed'],
): Difference[] {
  // Neither form has a place for suggestions: the inspectors' list stays with the organisation.
  const counted = { ...listed, suggestions: 0 };
  return NAMES.flatMap(([what, chinese, english]) => {
    const said = declared[what];
    const found = counted[what];
    if (said === null || said === found) return [];
    const items = what === 'aspects' && listed.items > 0;
    const message =
      `文件称有${chinese}${said}个，实际列出${found}个${items ? `（编号条目${listed.items}个）` : ''}` +
      ` / declares ${said} ${english}, lists ${found}${items ? ` (${listed.items} numbered items)` : ''}`;
    return [{ what, declared: said, listed: found, message }];
  });
}
