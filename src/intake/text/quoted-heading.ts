/** Knows the headings that quote the finding instead of numbering it: 针对“…”问题的整改情况. */

const QUOTED =
  /^(?:关于|针对|对于?)[“"'].{8,600}[”"']的?问题(?:的?整改(?:落实|完成)?(?:情况|工作)?)?(?:\(.{1,160}\))?[。:]?$/;

/** Whether nothing else stands in the line. */
export const isQuotedHeading = (folded: string): boolean => QUOTED.test(folded.trim());
