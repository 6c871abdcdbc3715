/** From a document that was read to findings that can be opened. What the document claims is not believed. */
import type { FindingToOpen } from '../engine/finding-to-open.ts';
import type { Finding, IntakeDocument } from './schema.ts';

/**
 * The findings of the document, for the round with that code. A status a document states is a claim,
 * not a verification: every finding is opened as identified, whatever it says of itself.
 */
export function findingsOf(document: IntakeDocument, round: string): FindingToOpen[] {
  return document.aspects.flatMap(({ title, findings }, index) =>
    findings.map((finding) => ({
      round,
      aspect: title === null ? null : { no: index + 1, title },
      sourceNo: finding.no,
      title: titleOf(finding),
      description: finding.description,
      measures: finding.measures.map(({ text }, place) => ({ no: place + 1, text })),
    })),
  );
}

/** What to call the round: whoever inspected gave it its name; else the document does. */
export function roundTitleOf({ document }: IntakeDocument): string | null {
  return document.inspectingBody ?? document.title;
}

/** A nested finding is read together with the item it stands under. */
function titleOf({ title, parentTitle }: Finding): string {
  return parentTitle === null ? title : `${parentTitle}:${title}`;
}
