/** Documents as a reader would give them, built from the rows a test is about. */
import type { IntakeDocument } from '../../../src/intake/index.ts';

type Finding = IntakeDocument['aspects'][number]['findings'][number];

/** A row of a document: what it does not name it does not state. */
export interface Row {
  readonly no: string;
  readonly title: string;
  readonly aspect?: string | null;
  readonly description?: string | null;
  readonly measures?: readonly string[];
  readonly responsible?: string | null;
  /** ISO date. */
  readonly due?: string | null;
  readonly targets?: readonly string[];
}

const unstated = { raw: null, precision: null, value: null };
const sure = { confidence: 1, reason: '明写 / stated' };

function dated(due: string | null | undefined) {
  return due === undefined || due === null
    ? unstated
    : { raw: due, precision: 'day' as const, value: due };
}

function findingIn(row: Row, line: number): Finding {
  const {
    no,
    title,
    description = null,
    measures = [],
    responsible = null,
    due,
    targets = [],
  } = row;
  return {
    no,
    title,
    parentTitle: null,
    description,
    measures: measures.map((text, at) => ({
      no: String(at + 1),
      text,
      statusPhrase: null,
      responsible: null,
      due: unstated,
    })),
    remarks: null,
    statusPhrase: null,
    statusLevel: 'none',
    status: 'unstated',
    responsible,
    due: dated(due),
    requirements: [],
    requests: [],
    targets: targets.map((raw) => ({
      raw,
      metric: null,
      comparison: 'at_least',
      value: 1,
      unit: null,
      claimed: null,
      met: null,
    })),
    amounts: [],
    recurring: false,
    confidence: 1,
    readings: { finding: sure, title: sure, measures: sure, status: sure },
    line,
  };
}

const aspect = '一、落实党的教育方针方面';

/** Rows of one aspect that follow each other stand under one heading. */
export function aDocument(
  rows: readonly Row[],
  given: Partial<IntakeDocument['document']> & { readonly file?: string } = {},
): IntakeDocument {
  const { file, ...head } = given;
  const aspects: IntakeDocument['aspects'] = [];
  for (const [at, row] of rows.entries()) {
    const title = row.aspect === undefined ? aspect : row.aspect;
    const line = (at + 1) * 10;
    const last = aspects.at(-1);
    const finding = findingIn(row, line);
    if (last !== undefined && last.title === title) last.findings.push(finding);
    else aspects.push({ title, line: line - 1, findings: [finding] });
  }
  const findings = aspects.flatMap((each) => each.findings);
  return {
    ...(file !== undefined && { file }),
    document: {
      title: '关于某中学的巡察反馈意见',
      inspectedOrg: null,
      inspectingBody: null,
      feedbackDate: null,
      feedback: unstated,
      declared: { aspects: null, findings: null, suggestions: null, measures: null },
      form: 'progress-report',
      reported: unstated,
      channels: [],
      referrals: [],
      tallies: [],
      ...head,
    },
    aspects,
    listed: {
      aspects: aspects.length,
      items: findings.length,
      findings: findings.length,
      measures: findings.reduce((sum, { measures }) => sum + measures.length, 0),
    },
    differences: [],
    warnings: [],
    questions: [],
  };
}

export const canteen: Row = {
  no: '1',
  title: '食堂陪餐记录不完整',
  description: '陪餐记录没有填写食品安全方面的内容。',
  measures: ['修订陪餐制度', '每周检查陪餐记录'],
};
export const bus: Row = {
  no: '2',
  title: '校车安全台账不健全',
  description: '校车日检记录缺失三个月。',
  measures: ['补齐日检记录'],
};
export const library: Row = {
  no: '3',
  title: '图书馆生均藏书量不达标',
  description: '生均藏书十二册,低于规定标准。',
  measures: ['制定三年采购计划'],
};
export const threeRows: readonly Row[] = [canteen, bus, library];
