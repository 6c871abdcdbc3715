/** What a notice says first when it goes to somebody to whom the addressee has delegated. */
import type { NoticeFacts } from './channel.ts';
import { oneLine, shortened } from './one-line.ts';

/** A paragraph in each language; none where nobody has delegated. */
export function delegatedWords({ inPlaceOf }: Pick<NoticeFacts, 'inPlaceOf'>): {
  readonly zh: readonly string[];
  readonly en: readonly string[];
} {
  if (inPlaceOf === null) return { zh: [], en: [] };
  const name = shortened(oneLine(inPlaceOf), 300);
  return {
    zh: [`您受 ${name} 委托代为接收并处理本通知。`],
    en: [`You get this in place of ${name}, whose work has been delegated to you.`],
  };
}
