/** Knows the numbers under which letters, reports and orders are filed: 受理编号:D3XX202104150012. */

const CASE_NUMBER =
  /^(?:(?:群众)?(?:信访|举报|投诉|来信|来电|案|交办|受理|督办|问题|隐患)?(?:举报)?(?:件|案件|事项)?(?:的)?(?:受理|登记|交办)?(?:编号|序号)\s?[:.]?\s{0,4})((?=[A-Za-z〔(-]{0,8}\d)[A-Za-z\d〔〕()-]{1,30}[号件]?)(?=$|[,。;\s])/;

export interface CaseNumber {
  /** As printed, without the words before it. */
  readonly no: string;
  /** Characters the words and the number take up. */
  readonly length: number;
}

/** The number a line begins with, or null. */
export function readCaseNumber(folded: string): CaseNumber | null {
  const match = CASE_NUMBER.exec(folded);
  if (match?.[1] === undefined) return null;
  return { no: match[1], length: match[0].length };
}
