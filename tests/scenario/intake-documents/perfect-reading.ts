/** What a reader would hand back that reads everything as it is meant. */
import type { Finding, ReadResult } from '../../../src/intake/index.ts';
import type { TruthDue, TruthFinding, WrittenDocument } from '../../support/documents/truth.ts';

const sure = { confidence: 1, reason: '' };

export function perfectReading({ truth }: WrittenDocument): ReadResult {
  return {
    ok: true,
    document: {
      document: {
        title: truth.title,
        inspectedOrg: null,
        inspectingBody: null,
        feedbackDate: null,
        feedback: dueOf(truth.feedback),
        declared: truth.declared,
        form: 'perfect',
        reported: dueOf(null),
        channels: [],
        referrals: [],
        tallies: [],
      },
      aspects: truth.aspects.map(({ title, findings }) => ({
        title,
        line: 1,
        findings: findings.map(readFinding),
      })),
      listed: { aspects: 0, items: 0, findings: 0, measures: 0 },
      differences: [],
      warnings: [],
      questions: [],
    },
  };
}

export function readFinding(truth: TruthFinding, index: number): Finding {
  return {
    no: String(index + 1),
    title: truth.title,
    parentTitle: null,
    description: truth.description,
    measures: truth.measures.map((text, at) => ({
      no: String(at + 1),
      text,
      statusPhrase: null,
      responsible: null,
      due: dueOf(null),
    })),
    remarks: null,
    statusPhrase: null,
    statusLevel: truth.levels[0] ?? 'none',
    status: truth.statuses[0] ?? 'unstated',
    responsible: truth.responsible,
    due: dueOf(truth.due),
    requirements: [],
    requests: [],
    targets: [],
    amounts: [],
    recurring: false,
    confidence: 1,
    readings: { finding: sure, title: sure, measures: sure, status: sure },
    line: index + 1,
  };
}

const dueOf = (due: TruthDue | null): Finding['due'] => ({
  raw: due?.raw ?? null,
  precision: due?.precisions[0] ?? null,
  value: due?.values[0] ?? null,
});
