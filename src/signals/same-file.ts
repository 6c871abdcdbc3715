/** One file as evidence of several things: of another measure, or of another finding. */
import type { EvidenceFact, SignalFacts } from './facts.ts';
import { othersText } from './others-text.ts';
import { nothing, othersMax, type Signal, type SignalOther } from './signal.ts';

/** One signal per file, about the piece of evidence attached last. */
export function sameFile({ finding, files }: SignalFacts): readonly Signal[] {
  const hashes = new Set(finding.evidence.map(({ sha256 }) => sha256));
  return [...hashes].flatMap((sha256) => {
    const pieces = finding.evidence.filter((piece) => piece.sha256 === sha256);
    const last = pieces.at(-1);
    if (last === undefined) return [];
    const others = [
      ...otherMeasures(pieces, last, finding),
      ...files
        .filter((file) => file.sha256 === sha256 && file.findingId !== finding.id)
        .map(({ findingId, number, unit }) => ({ findingId, number, unit, measureNo: null })),
    ];
    if (others.length === 0) return [];
    const { zh, en } = othersText(others, finding);
    const question = {
      zh: `佐证材料“${last.name}”与${zh}所附的是同一份文件。这份文件分别说明了什么?`,
      en: `The file “${last.name}” is also attached to ${en}. What does it show for each of them?`,
    };
    return [
      {
        kind: 'sameFile',
        about: { ...nothing, measureNo: last.measureNo, evidenceId: last.id },
        others: others.slice(0, othersMax),
        likeness: null,
        question,
      },
    ];
  });
}

function otherMeasures(
  pieces: readonly EvidenceFact[],
  last: EvidenceFact,
  { id: findingId, number, unit }: SignalFacts['finding'],
): readonly SignalOther[] {
  const nos = new Set(pieces.map(({ measureNo }) => measureNo));
  nos.delete(last.measureNo);
  return [...nos]
    .toSorted((a, b) => a - b)
    .map((no) => ({ findingId, number, unit, measureNo: no }));
}
