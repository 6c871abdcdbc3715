/** The names, options and help of the commands about a round as a whole. What they do is in commands/. */
import type { Command } from 'commander';
import { count, day, percent } from './arguments.ts';
import { run } from './run.ts';
import { addSurveyCommands } from './survey-program.ts';

export function addRoundCommands(program: Command): void {
  program
    .command('checklist')
    .description(
      '登记一次清单排查;不加 --apply 不写入 / go through a checklist; writes nothing without --apply',
    )
    .requiredOption('--list <file>', '清单(YAML 或 JSON) / the checklist')
    .requiredOption('--results <file>', '各项结果(CSV、YAML 或 JSON) / the result of each item')
    .requiredOption('--round <code>', '轮次编号 / round code')
    .requiredOption('--unit <unit>', '被检查单位 / the unit that was looked at')
    .requiredOption('--by <person>', '登记人 / who records it')
    .option(
      '--on <date>',
      '检查日期,默认今天 / the day it was looked at; today if none is given',
      day,
    )
    .option('--key <key>', '幂等键:同一键只登记一次 / recorded once under the same key')
    .option('--apply', '登记,并为不达标的项登记问题 / record it, and open what has failed')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/checklist.ts')).checklist(options)));

  addReadings(program);

  program
    .command('draw')
    .description(
      '回头看抽样;不加 --apply 不写入 / draw for re-inspection; writes nothing without --apply',
    )
    .requiredOption('--round <code>', '轮次编号 / round code')
    .requiredOption('--seed <text>', '种子:相同则结果相同 / the same seed draws the same')
    .option('--percent <number>', '百分比,1 至 100 / out of a hundred', percent)
    .option('--count <number>', '或者个数 / or so many', count)
    .option('--apply', '安排回头看,须有 --by / order the re-inspections; needs --by')
    .option('--by <person>', '安排人 / who orders them')
    .option('--reason <text>', '理由 / why')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/draw.ts')).drawOf(options)));

  addSurveyCommands(program);
}

/** Commands that only read. */
function addReadings(program: Command): void {
  program
    .command('counts')
    .description('轮次统计,信访件和立行立改单独列出 / a round in figures')
    .requiredOption('--round <code>', '轮次编号 / round code')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/counts.ts')).counts(options)));

  program
    .command('plan-gaps')
    .description(
      '整改方案审核:尚未销号的问题缺什么 / what the plans of open findings do not meet yet',
    )
    .requiredOption('--round <code>', '轮次编号 / round code')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/plan-gaps.ts')).planGaps(options)));

  program
    .command('vacant')
    .description('未销号问题上无人任职的岗位 / posts named by open findings that nobody holds')
    .requiredOption('--round <code>', '轮次编号 / round code')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/vacant.ts')).vacant(options)));
}
