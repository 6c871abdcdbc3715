/** Makes a question of every reading that is too uncertain to be taken over without a look. */
import type { Aspect, Finding, Question, Reading } from './schema.ts';

/** Below this a person is asked. */
const SURE_ENOUGH = 0.65;

const ASKED: readonly (readonly [keyof Finding['readings'], string, string])[] = [
  ['finding', '是否为一项问题', 'is it a finding'],
  ['title', '标题是否正确', 'is the title right'],
  ['measures', '整改措施是否正确', 'are the measures right'],
  ['status', '状态是否正确', 'is the status right'],
];

export function questionsOf(aspects: readonly Aspect[]): Question[] {
  return aspects.flatMap(({ findings }) =>
    findings.flatMap((finding) =>
      ASKED.flatMap(([about, chinese, english]) => {
        const { confidence, reason } = finding.readings[about];
        if (confidence >= SURE_ENOUGH) return [];
        return [question(finding, about, { chinese, english, reason })];
      }),
    ),
  );
}

function question(
  { no, line }: Finding,
  about: keyof Finding['readings'],
  { chinese, english, reason }: { chinese: string; english: string } & Pick<Reading, 'reason'>,
): Question {
  const [why = '', whyEnglish = ''] = reason.split(' / ');
  return {
    line,
    finding: no,
    about,
    code: `${about}_uncertain`,
    message: `问题${no}：${chinese}？${why} / Finding ${no}: ${english}? ${whyEnglish}`,
  };
}
