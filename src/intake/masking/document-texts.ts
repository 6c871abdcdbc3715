/** Goes through the texts of a document that may name somebody, and prints them anew. */
import type { Aspect, Finding, IntakeDocument, StatedTarget } from '../schema.ts';
import { speaksOfPetitions } from './petition-matters.ts';

/** Where a text stands. */
export interface Place {
  readonly line: number;
  /** Whether what it belongs to is a petition, a complaint or somebody's hardship. */
  readonly isPetition: boolean;
  /** Whether it names those who answer for something. */
  readonly isOffice: boolean;
}

export type Rewrite = (text: string, place: Place) => string;

/** The same document with other texts. What is not told to people (codes, dates, channels) stays. */
export function rewriteTexts(given: IntakeDocument, rewrite: Rewrite): IntakeDocument {
  const { document } = given;
  const isOnPetitions = speaksOfPetitions(document.title ?? '');
  const at = (line: number, text: string): string =>
    rewrite(text, { line, isPetition: isOnPetitions || speaksOfPetitions(text), isOffice: false });
  const noted = <T extends { readonly line: number; readonly message: string }>(note: T): T => ({
    ...note,
    message: at(note.line, note.message),
  });
  return {
    ...given,
    ...(given.file === undefined ? {} : { file: at(1, given.file) }),
    document: {
      ...document,
      title: document.title === null ? null : at(1, document.title),
      referrals: document.referrals.map(({ kind, count, raw }) => ({
        kind,
        count,
        raw: at(1, raw),
      })),
      tallies: document.tallies.map(({ status, count, raw }) => ({
        status,
        count,
        raw: at(1, raw),
      })),
    },
    aspects: given.aspects.map((aspect) => rewriteAspect(aspect, isOnPetitions, rewrite)),
    warnings: given.warnings.map(noted),
    questions: given.questions.map(noted),
  };
}

function rewriteAspect(aspect: Aspect, isOnPetitions: boolean, rewrite: Rewrite): Aspect {
  const isPetition = isOnPetitions || speaksOfPetitions(aspect.title ?? '');
  const place = { line: aspect.line, isPetition, isOffice: false };
  return {
    ...aspect,
    title: aspect.title === null ? null : rewrite(aspect.title, place),
    findings: aspect.findings.map((finding) => rewriteFinding(finding, isPetition, rewrite)),
  };
}

/** The finding itself where nothing is printed anew: a ledger may have a hundred thousand. */
function rewriteFinding(finding: Finding, isInPetitions: boolean, rewrite: Rewrite): Finding {
  let isNew = false;
  const printed: Rewrite = (text, where) => {
    const rewritten = rewrite(text, where);
    isNew ||= rewritten !== text;
    return rewritten;
  };
  const isPetition = isInPetitions || speaksOfPetitions(wordsOf(finding));
  const place = { line: finding.line, isPetition, isOffice: false };
  const said = (text: string): string => printed(text, place);
  const orNull = (text: string | null): string | null => (text === null ? null : said(text));
  const official = (text: string | null): string | null =>
    text === null ? null : printed(text, { ...place, isOffice: true });
  const rewritten = {
    ...finding,
    title: said(finding.title),
    parentTitle: orNull(finding.parentTitle),
    description: orNull(finding.description),
    measures: finding.measures.map((measure) => ({
      ...measure,
      text: said(measure.text),
      statusPhrase: orNull(measure.statusPhrase),
      responsible: official(measure.responsible),
    })),
    remarks: orNull(finding.remarks),
    statusPhrase: orNull(finding.statusPhrase),
    responsible: official(finding.responsible),
    requirements: finding.requirements.map(said),
    requests: finding.requests.map(said),
    targets: finding.targets.map((target) => rewriteTarget(target, said)),
    amounts: finding.amounts.map((amount) => ({ ...amount, raw: said(amount.raw) })),
  };
  return isNew ? rewritten : finding;
}

const rewriteTarget = (target: StatedTarget, said: (text: string) => string): StatedTarget => ({
  ...target,
  raw: said(target.raw),
  metric: target.metric === null ? null : said(target.metric),
  claimed: target.claimed === null ? null : { ...target.claimed, raw: said(target.claimed.raw) },
});

const wordsOf = (finding: Finding): string =>
  [
    finding.title,
    finding.parentTitle ?? '',
    finding.description ?? '',
    ...finding.measures.map(({ text }) => text),
    finding.remarks ?? '',
    ...finding.requirements,
    ...finding.requests,
  ].join('\n');
