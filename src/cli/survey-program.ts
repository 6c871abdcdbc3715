/** The names, options and help of `rectiflow survey`. What they do is in commands/survey.ts. */
import type { Command } from 'commander';
import { day } from './arguments.ts';
import { run } from './run.ts';

export function addSurveyCommands(program: Command): void {
  const survey = program
    .command('survey')
    .description('满意度测评:发起、查看结果 / satisfaction surveys: opened, and their results');

  survey
    .command('open')
    .description('就一个轮次或一个问题发起测评 / open a survey over a round or a finding')
    .requiredOption('--questionnaire <file>', '问卷(YAML 或 JSON) / the questionnaire')
    .option('--round <code>', '轮次编号 / round code')
    .option('--finding <number>', '或者问题编号 / or a finding, by its number or id')
    .requiredOption('--until <date>', '截止日期(含) / the last day for answers, which counts', day)
    .requiredOption('--by <person>', '发起人 / who opens it')
    .option('--key <key>', '幂等键:同一键只发起一次 / opened once under the same key')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/survey.ts')).openSurvey(options)));

  survey
    .command('result')
    .description('得分与作答人数;人数不足时不显示得分 / the score and how many have answered')
    .argument('<id>', '测评的 id / id of the survey')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(
      run(async (id, options) => (await import('./commands/survey.ts')).surveyResult(id, options)),
    );
}
