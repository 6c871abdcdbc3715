/** rectiflow survey: opens satisfaction surveys, and shows what the answers come to. */
import { oneLine } from '../../channels/one-line.ts';
import type { Term } from '../../glossary.ts';
import { readQuestionnaire } from '../../surveys/questionnaire-files.ts';
import type { SurveyGrade } from '../../surveys/score.ts';
import type { ShownQuestion, SurveyResult } from '../../surveys/shown-survey.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, say, type Exit } from '../output.ts';

export interface OpenSurveyOptions extends ConfigOption {
  /** The file of the questionnaire. */
  readonly questionnaire: string;
  readonly round?: string;
  readonly finding?: string;
  readonly until: string;
  readonly by: string;
  readonly key?: string;
  readonly json?: boolean;
}

export async function openSurvey(options: OpenSurveyOptions): Promise<Exit> {
  const { questionnaire: file, round, finding, until, by, key, json = false } = options;
  if ((round === undefined) === (finding === undefined)) {
    say('请给出 --round 或 --finding 其中之一 / give --round or --finding, one of them');
    return exitCode.usage;
  }
  const questionnaire = await readQuestionnaire(file);
  await using rectiflow = await openFrom(configOf(options));
  const person = { kind: 'person', id: by, unit: null } as const;
  const asked = { questionnaire, round, finding, until, by: person, idempotencyKey: key };
  show(await rectiflow.surveys.open(asked), json);
  return exitCode.done;
}

export interface SurveyResultOptions extends ConfigOption {
  readonly json?: boolean;
}

export async function surveyResult(id: string, options: SurveyResultOptions): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  show(await rectiflow.surveys.result(id), options.json === true);
  return exitCode.done;
}

function show(survey: SurveyResult, json: boolean): void {
  if (json) printJson(survey);
  else for (const line of surveyLines(survey)) print(line);
}

const gradeTerms: Readonly<Record<SurveyGrade, Term>> = {
  good: { zh: '好', en: 'good' },
  fairlyGood: { zh: '较好', en: 'fairly good' },
  average: { zh: '一般', en: 'average' },
  poor: { zh: '差', en: 'poor' },
};

export function surveyLines(survey: SurveyResult): readonly string[] {
  const { id, questionnaire, title, round, finding, until, closed, questions } = survey;
  const about = finding === null ? round : finding.number;
  const state = closed ? '已截止 / closed' : '进行中 / open';
  return [
    `${id}  ${questionnaire}  ${oneLine(title)}  ${about}  ${until}  [${state}]`,
    ...questions.map(questionLine),
    scoreLine(survey),
  ];
}

function questionLine({ no, text, scale, mean, score, weight }: ShownQuestion): string {
  const said = mean === null ? '—' : `${mean.toFixed(2)} → ${score?.toFixed(2) ?? '—'}`;
  return `  ${no}. ${oneLine(text)}  [${scale.from}–${scale.to}]  ×${weight}  ${said}`;
}

/** The number of answers stands beside the score, always. */
function scoreLine({ score, grade, answers, minimumSample, belowMinimum }: SurveyResult): string {
  const many = `作答 ${answers} 人 / ${answers} answers`;
  if (score === null || belowMinimum) {
    return `得分 — / score —  ${many}  少于 ${minimumSample} 人,不显示得分 / fewer than ${minimumSample}: no score is shown`;
  }
  const term = grade === null ? null : gradeTerms[grade];
  const [zh, en] = term === null ? ['', ''] : [`(${term.zh})`, ` (${term.en})`];
  const figure = score.toFixed(2);
  return `得分 ${figure}${zh} / score ${figure}${en}  ${many}`;
}
