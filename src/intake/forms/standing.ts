/** How a finding stands where the document lists it without saying what has been done. */
import { classifyStatus } from '../readings/status-phrases.ts';
import { fold } from '../text/lines.ts';
import { clauses, withoutEnd } from '../text/sentences.ts';
import type { Finding } from '../schema.ts';

/** How a finding stands, as far as the words around its measures say. */
export type Standing = Pick<Finding, 'status' | 'statusLevel' | 'statusPhrase'>;

// Tried or asked, and not done: 多次协商,但一直未能有效解决; 不能马上整改.
const UNRESOLVED =
  /(?:一直|至今|仍然?|尚|依然|长期|始终)(?:未能|未|没有?|没能|无法|不能|难以)(?:得到)?(?:有效|彻底|及时|马上|立即|完全|根本)*(?:解决|整改|落实|消除|化解|处理|完成)|(?:未能|不能|无法|难以)(?:得到)?(?:有效|彻底|及时|马上|立即|完全|根本|按期|短期内)*(?:解决|整改|消除|化解|整治|达到|达标)/;
const PLANNED =
  /(?:拟|计划|将|准备)(?:于|在)?[^,。;]{0,24}(?:整改|解决|完成|更换|维修|改造|安装|配备|建设)/;

/** What the words before a list of measures say: 示范区已实施多措并举:, 将采取以下措施:. Null where they say nothing. */
export function intentIn(text: string): Standing | null {
  for (const { start, end } of clauses(text)) {
    const printed = withoutEnd(text.slice(start, end)).trim();
    const folded = fold(printed);
    if (/^为此$|^对此$/.test(folded)) continue;
    const status = intentOf(folded);
    if (status !== null) return { status, statusLevel: 'finding', statusPhrase: printed };
  }
  return null;
}

function intentOf(folded: string): Finding['status'] | null {
  if (/(?:将|拟|计划|准备)(?!来)/.test(folded)) return classifyStatus(folded) ?? 'planned';
  if (/已|正在|现正|着手|目前/.test(folded)) return classifyStatus(folded) ?? 'in_progress';
  return null;
}

/** The status that problem texts state themselves; where they state none a listed finding is identified. */
export function standingOf(texts: readonly string[]): Standing {
  for (const text of texts) {
    for (const { start, end } of clauses(text)) {
      const printed = withoutEnd(text.slice(start, end)).trim();
      if (UNRESOLVED.test(fold(printed))) {
        const statusPhrase = printed
          .replace(/^(?:但是?|却|而|然而|外|因|由于)/, '')
          .replace(/外$/, '');
        return { status: 'not_completed', statusLevel: 'finding', statusPhrase };
      }
    }
  }
  for (const text of texts) {
    for (const { start, end } of clauses(text)) {
      const printed = withoutEnd(text.slice(start, end)).trim();
      if (PLANNED.test(fold(printed))) {
        return { status: 'planned', statusLevel: 'finding', statusPhrase: printed };
      }
    }
  }
  return { status: 'identified', statusLevel: 'none', statusPhrase: null };
}
