/** Knows the last words of a document, that would else be taken for the last finding's. */
import { isSignature } from '../text/boilerplate.ts';
import { fold } from '../text/lines.ts';
import type { Token } from './tokens.ts';

const LOOKS_AHEAD =
  /^(?:下一?步|今后|接下来|以上(?:报告|汇报))[,:]?(?:的?工作中[,:]?)?(?:[^。]{0,12}(?:我|将|要|继续)|[,:]?(?:请|特此))/;

/** 下一步,我局将…, with nothing but a signature behind it. */
export function closesDocument(tokens: readonly Token[], index: number): boolean {
  const own = tokens[index];
  if (own?.kind !== 'text' || !LOOKS_AHEAD.test(fold(own.text))) return false;
  let at = index + 1;
  while (tokens[at]?.kind === 'remark') at += 1;
  const next = tokens[at];
  return next === undefined || (next.kind === 'text' && isSignature(fold(next.text)));
}
