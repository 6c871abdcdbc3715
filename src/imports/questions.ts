/** What a person may have to look into before a document is taken in. */
import type { IntakeDocument } from '../intake/index.ts';
import type { SimilarFinding } from '../likeness-views.ts';
import type { RecognisedRow } from './recognised-rows.ts';
import type { ReviewQuestion } from './review.ts';
import type { RowValues } from './corrections.ts';
import type { NameDoubt, NameDoubtCode } from './stated-names.ts';

type About = Pick<RecognisedRow, 'key' | 'line'> & { readonly no: string };

function ask(
  about: About | null,
  code: string,
  message: string,
  findings: ReviewQuestion['findings'] = [],
): ReviewQuestion {
  const { key: row = null, no = null, line = null } = about ?? {};
  return { code, row, no: no === '' ? null : no, line, message, findings };
}

/** What the reader of the document was not sure of; the row it is about, by its number. */
export function readersQuestions(
  { questions }: Pick<IntakeDocument, 'questions'>,
  rows: readonly RecognisedRow[],
): readonly ReviewQuestion[] {
  return questions.map(({ code, message, finding, line }) => {
    const about = rows.filter(({ read }) => finding !== null && read.no === finding);
    const row = about.length === 1 ? (about[0]?.key ?? null) : null;
    return { code, row, no: finding, line, message, findings: [] };
  });
}

const nameMessages: Readonly<Record<NameDoubtCode, (name: string) => string>> = {
  name_unknown: (name) =>
    `通讯录中没有“${name}”,未填入;请更正或补充通讯录 / Nobody in the directory goes by "${name}": nothing was filled in`,
  name_shared: (name) =>
    `通讯录中有多个“${name}”,未填入 / Several in the directory go by "${name}": nothing was filled in`,
  several_named: (name) =>
    `同一职责列有多人,其中“${name}”未填入 / Several are named for one post, "${name}" among them: nothing was filled in`,
};

/** One for each name, however many rows name it. */
export function namesAsked(
  doubts: readonly { readonly about: About; readonly doubt: NameDoubt }[],
): readonly ReviewQuestion[] {
  const seen = new Set<string>();
  return doubts.flatMap(({ about, doubt: { code, name, for: what } }) => {
    const key = JSON.stringify([code, name, what]);
    if (seen.has(key)) return [];
    seen.add(key);
    return [ask(about, code, nameMessages[code](name))];
  });
}

/** What a row says that the ledger has no place for. */
export function notKept(
  about: About,
  { read, targetsStated }: Pick<RecognisedRow, 'read' | 'targetsStated'>,
  values: RowValues,
): readonly ReviewQuestion[] {
  const asked: ReviewQuestion[] = [];
  if (values.due !== null && values.measures.length === 0) {
    asked.push(
      ask(
        about,
        'due_without_measure',
        `写明期限“${values.due}”而没有措施,台账按规则计期 / A date is stated and no measure: the ledger counts by its rules`,
      ),
    );
  }
  if (targetsStated.length > 0 && values.targets === null) {
    asked.push(
      ask(
        about,
        'target_stated',
        `写有量化目标:${targetsStated.join(';')};如需考核,请在更正中列出 / Figures to be reached are stated; they count once a correction lists them`,
      ),
    );
  }
  if (
    (read.no !== '' && values.sourceNo === null) ||
    (read.aspect !== null && values.aspect === null)
  ) {
    asked.push(
      ask(about, 'number_not_kept', '编号或方面无法保存 / Its number or aspect cannot be kept'),
    );
  }
  return asked;
}

export function similarAsked(about: About, similar: readonly SimilarFinding[]): ReviewQuestion {
  return ask(
    about,
    'similar',
    '台账中已有相似问题,是否屡查屡犯? / The ledger has similar findings: has it come again?',
    similar.map(({ id, number, title, state, likeness }) => ({
      id,
      number,
      title,
      state,
      likeness,
    })),
  );
}

export function outdatedAsked(about: About): ReviewQuestion {
  return ask(
    about,
    'correction_outdated',
    '所更正的原文已改变,更正未采用 / The text that was corrected has changed: the correction was left out',
  );
}

export function withoutRow(row: string): ReviewQuestion {
  return {
    code: 'correction_without_row',
    row,
    no: null,
    line: null,
    message: '更正所指的行已不在文件中 / The row of a correction is no longer in the file',
    findings: [],
  };
}
