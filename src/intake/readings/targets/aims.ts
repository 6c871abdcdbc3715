/** Tells figures that are aimed at from those that are reached. */

/** The words around a figure in its statement, folded; no more than {@link LOOK_BACK} and {@link LOOK_AHEAD}. */
export interface Setting {
  readonly before: string;
  readonly behind: string;
}

/** True for what is asked for or planned, false for what is so, null where the words leave it open. */
export function isAimed({ before, behind }: Setting): boolean | null {
  if (NORM_BEHIND.test(behind)) return true;
  // 目前已达到: what is said last counts.
  const [aim, report] = [lastOf(before, AIMED), lastOf(before, REPORTED)];
  if (aim === -1 && report === -1) return null;
  return aim > report;
}

/** How much text on either side counts, in characters. */
export const LOOK_BACK = 40;
export const LOOK_AHEAD = 40;

const NORM_BEHIND =
  /^[^,;。]{0,6}(?:[,、][^,、;。\d]{1,6}\d{1,4}[^,、;。\d]{1,3}){0,6}[”"’]?\s?的?(?:有关|相关|规定|目标)?(?:要求|标准|规定|目标|任务|指标|比例要求|红线|底线)/;

const AIMED =
  /应(?=达|为|设|配|控|不|至少|按|在|该|有|于|低|高|少|占|超)|应当|(?:应|须|要|将)$|必须|须(?=[^,;。]{0,12}$)|要求|规定|标准|目标|指标|确保|保证|力争|力求|争取(?!到|了)|计划|拟|预计|将(?=[^,;。]{0,24}$)|要(?=(?:达|在|控|压|提|降)[^,;。]{0,12}$)|不得|原则上|一律|任务(?:为|是|:)|到░+|░{3,}(?:底|末)?前|较上年度(?=(?:压减|压缩|降低|减少)$)/g;

const REPORTED =
  /已经?|目前|现有|现为|实际|截至|完成了|实现了|累计|同比|今年以来|以来|较之前|比之前|比上年|比去年|环比|由[^,;。]{1,20}(?:到|至|为|了)?$|从[^,;。]{1,20}(?:到|至)?$|达到了$|(?:达|提高|提升|减少|增加|下降|降低|压减|增长|压缩)了$/g;

function lastOf(text: string, pattern: RegExp): number {
  let last = -1;
  for (const { index } of text.matchAll(pattern)) last = index;
  return last;
}
