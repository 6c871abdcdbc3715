/** The names, options and help of `rectiflow calendar`. What they do is in commands/calendar.ts. */
import { Option, type Command } from 'commander';
import { day, days } from './arguments.ts';
import { run } from './run.ts';

export function addCalendarCommands(program: Command): void {
  const calendar = program
    .command('calendar')
    .description('工作日历:解释日期、查看范围、载入放假安排 / the working calendar');

  calendar
    .command('explain')
    .description('逐日说明期限如何计算 / count a period day by day')
    .requiredOption('--from <date>', '开始的日期(当日不计入) / the day it begins on', day)
    .requiredOption('--days <number>', '天数 / how many days', days)
    .addOption(
      new Option('--unit <unit>', '工作日或自然日 / what is counted')
        .choices(['workday', 'day'])
        .default('workday'),
    )
    .addOption(
      new Option('--roll <rule>', '最后一日非工作日时 / where the last day is no working day')
        .choices(['next', 'previous', 'none'])
        .default('next'),
    )
    .option('--ledger', '使用台账中已载入的日历 / with the calendar data loaded into the ledger')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/calendar.ts')).explain(options)));

  calendar
    .command('status')
    .description('日历版本与数据范围 / version and horizon')
    .option('--ledger', '使用台账中已载入的日历 / with the calendar data loaded into the ledger')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/calendar.ts')).status(options)));

  calendar
    .command('load')
    .description(
      '载入放假安排:先预览,--apply 后重算未结期限 / load holidays: a preview, then --apply',
    )
    .argument('<file>', 'YAML 或 JSON / a layer, or the notice of one more year')
    .option('--apply', '写入并重算期限 / write it, and count open clocks anew')
    .option('--by <person>', '载入人 / who loads it, with --apply')
    .option('--approved-by <person>', '批准消除逾期记录的人 / who agrees that breaches are lifted')
    .option('--reason <text>', '批准理由 / why')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(
      run(async (file, options) => (await import('./commands/calendar.ts')).load(file, options)),
    );

  calendar
    .command('reproject')
    .description('按现行日历重算未结期限 / count open clocks anew by the calendar in use')
    .requiredOption('--by <person>', '操作人 / who asks for it')
    .option('--approved-by <person>', '批准消除逾期记录的人 / who agrees that breaches are lifted')
    .option('--reason <text>', '批准理由 / why')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/calendar.ts')).reproject(options)));
}
