#!/usr/bin/env node
/** The command line: names, options and help. What a command does is in commands/. */
import { Command, CommanderError, Option } from 'commander';
import type { Masking } from '../intake/index.ts';
import { count, day, days, port, seconds, seed } from './arguments.ts';
import { addCalendarCommands } from './calendar-program.ts';
import { addDecisionCommands } from './decision-program.ts';
import { addMessageCommands } from './message-program.ts';
import { exitCode, leaveWhenNobodyReads } from './output.ts';
import { run } from './run.ts';
import { version } from './version.ts';
import { addWordingCommands } from './wording-program.ts';

const program = new Command('rectiflow')
  .description('整改台账引擎:问题从反馈到销号 / rectification, from finding to closure')
  .version(version)
  .showHelpAfterError()
  .exitOverride();

program
  .command('demo')
  .description(
    '内置示例:引擎、页面、邮箱与虚拟时钟 / everything in one process, with a sample round',
  )
  .option('--port <number>', '端口 / port on 127.0.0.1', port, 4310)
  .option('--data <dir>', '数据目录,默认在内存中 / keep the data in this folder')
  .option('--story', '把示例轮次从反馈演到最后一项销号 / play the sample round to its end')
  .option('--pace <seconds>', '演示大约用时 / how long the story takes', seconds, 60)
  .option('--exit', '演完即退出 / leave when the story is over')
  .option('--no-open', '不打开浏览器 / open no browser')
  .action(run(async (options) => (await import('./commands/demo.ts')).demo(options)));

program
  .command('serve')
  .description('HTTP 服务(仅本机) / the HTTP server, on this machine only')
  .option('--port <number>', '端口 / port on 127.0.0.1', port)
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(run(async (options) => (await import('./commands/serve.ts')).serve(options)));

program
  .command('worker')
  .description('时钟、提醒与发送 / fires clocks, reminds, escalates, sends')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(run(async (options) => (await import('./commands/worker.ts')).worker(options)));

program
  .command('migrate')
  .description('升级数据库结构 / bring the database up to date')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .option('--json', '输出 JSON / print one JSON document')
  .action(run(async (options) => (await import('./commands/migrate.ts')).migrateDatabase(options)));

program
  .command('intake')
  .description('读取整改文件 / read findings from documents; writes nothing without --apply')
  .argument('<file...>', '文件 / files')
  .option('--json', '输出 JSON;多个文件时每行一个 / JSON; JSON Lines for several files')
  .option('--check', '对照台账,不写入 / what it would open and change; writes nothing')
  .option(
    '--apply',
    '写入台账 / open the findings in the ledger, and write what only the file changed',
  )
  .option('--round <code>', '轮次编号 / round code, with --check or --apply')
  .option('--corrections <file>', '更正(YAML 或 JSON) / what is corrected in it')
  .option('--policy <name>', '规则集,如 cn-inspection@1 / the rule set to open findings under')
  .option('--by <person>', '导入人 / who takes it in')
  .option(
    '--strict',
    '有冲突或待定的行时不写入 / nothing while there are conflicts or undecided rows',
  )
  .addOption(
    new Option('--mask <whom>', '隐去姓名的范围 / whose names are masked').choices([
      'petitions',
      'all',
      'none',
    ] satisfies readonly Masking[]),
  )
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(
    run(async (files, options) => (await import('./commands/intake.ts')).intake(files, options)),
  );

program
  .command('intake-template')
  .description('写出可填写的台账模板 / write an empty ledger to fill in')
  .requiredOption('--out <file>', '写入的文件 / the file to write')
  .addOption(
    new Option('--format <format>', '格式 / format')
      .choices(['xlsx', 'csv'] as const)
      .default('xlsx'),
  )
  .action(
    run(async (options) =>
      (await import('./commands/intake-template.ts')).writeIntakeTemplate(options),
    ),
  );

program
  .command('directory')
  .description('更新人员与岗位 / take over people and posts from JSON or CSV files')
  .argument('[file...]', 'JSON:{"people":[…],"posts":[…]};CSV:见 / see --template')
  .addOption(
    new Option('--template <kind>', '输出空白 CSV 模板 / print an empty table').choices([
      'people',
      'posts',
    ]),
  )
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(
    run(async (files, options) =>
      (await import('./commands/directory.ts')).directory(files, options),
    ),
  );

program
  .command('delegate')
  .description('登记委托:外出期间由他人代为接收 / somebody who is away hands over to another')
  .requiredOption('--from <person>', '委托人 / who is away')
  .requiredOption('--to <person>', '受托人 / who stands in')
  .requiredOption('--from-day <date>', '第一天 / the first day', day)
  .requiredOption('--until-day <date>', '最后一天(含) / the last day, which counts', day)
  .requiredOption('--reason <text>', '事由 / why')
  .option('--by <person>', '登记人,默认为委托人 / who records it')
  .option('--json', '输出 JSON / print one JSON document')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(run(async (options) => (await import('./commands/delegations.ts')).delegate(options)));

program
  .command('delegations')
  .description('列出委托 / who stands in for whom')
  .option('--person <person>', '只看此人的 / from or to this person')
  .option('--on <date>', '只看当日生效的 / in force on this day', day)
  .option('--json', '输出 JSON / print one JSON document')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(run(async (options) => (await import('./commands/delegations.ts')).delegations(options)));

program
  .command('revoke')
  .description('终止一项委托,记录保留 / end a delegation; it stays on record')
  .argument('<id>', '委托的 id / id of the delegation')
  .option('--on <date>', '自哪一天起,默认今天 / as of which day; today if none is given', day)
  .option('--by <person>', '操作人,默认为委托人 / who ends it')
  .option('--json', '输出 JSON / print one JSON document')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(
    run(async (id, options) => (await import('./commands/delegations.ts')).revoke(id, options)),
  );

addMessageCommands(program);
addWordingCommands(program);
addDecisionCommands(program);

program
  .command('verify')
  .description('重放并核对每条事件链 / replay every chain and check it')
  .option(
    '--export <path>',
    '核对导出的文件或目录,无需数据库 / check an export instead of the database',
  )
  .option('--json', '输出 JSON / print one JSON document')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(run(async (options) => (await import('./commands/verify.ts')).verify(options)));

program
  .command('export')
  .description('导出全部事件链(JSON Lines) / write every chain, one per line')
  .option('--out <file>', '目标文件 / file to write')
  .option(
    '--bundle <dir>',
    '连同佐证材料文件导出到此目录 / with the files of evidence, into this folder',
  )
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(run(async (options) => (await import('./commands/export.ts')).exportChains(options)));

addCalendarCommands(program);

program
  .command('explain')
  .description('逐日说明一个问题的期限与责任天数 / why a finding’s clocks are due when they are')
  .argument('<number>', '问题编号 / finding number')
  .option('--clock <number>', '只看这个期限 / only this clock', count)
  .option('--json', '输出 JSON / print one JSON document')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(
    run(async (number, options) =>
      (await import('./commands/explain.ts')).explainFinding(number, options),
    ),
  );

program
  .command('duty-slots')
  .description('按规则列出任务产生和到期的时间;不写入 / the tasks a rule would raise')
  .argument('<file>', 'YAML 或 JSON 规则 / a rule')
  .requiredOption('--from <date>', '从哪一天起 / the first day', day)
  .option('--days <number>', '天数 / how many days', days, 60)
  .option('--json', '输出 JSON / print one JSON document')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(
    run(async (file, options) =>
      (await import('./commands/duty-slots.ts')).dutySlots(file, options),
    ),
  );

program
  .command('simulate')
  .description('预演:今后谁会收到什么、何时、为何;不写入 / rehearse the days to come')
  .requiredOption('--from <date>', '从哪一天起 / the first day', day)
  .option('--days <number>', '天数 / how many days', days, 30)
  .option('--policy <file>', '按此规则集预演并比较 / under this policy, beside the present one')
  .option('--round <code>', '只预演这一轮次 / only this round')
  .option('--seed <number>', '人员按此种子行动 / people act as this seed has it', seed)
  .option('--demo', '以示例轮次预演 / over the sample round')
  .option('--json', '输出 JSON / print one JSON document')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(run(async (options) => (await import('./commands/simulate.ts')).simulate(options)));

leaveWhenNobodyReads();
try {
  await program.parseAsync();
} catch (error) {
  // Commander has already said what is wrong; help and version are no error.
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCode.done : exitCode.usage;
}
