#!/usr/bin/env node
/** The command line: names, options and help. What a command does is in commands/. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { version } from './version.ts';
import { exitCode, fail, type Exit } from './output.ts';

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
  .option('--apply', '写入台账 / open the findings in the ledger')
  .option('--round <code>', '轮次编号 / round code, with --apply')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(
    run(async (files, options) => (await import('./commands/intake.ts')).intake(files, options)),
  );

program
  .command('directory')
  .description('更新人员与岗位(JSON) / take over people and posts from a JSON file')
  .argument('<file>', '文件:{"people":[…],"posts":[…]}')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(
    run(async (file, options) =>
      (await import('./commands/directory.ts')).directory(file, options),
    ),
  );

program
  .command('verify')
  .description('重放并核对每条事件链 / replay every chain and check it')
  .option('--export <file>', '核对导出文件,无需数据库 / check an export instead of the database')
  .option('--json', '输出 JSON / print one JSON document')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(run(async (options) => (await import('./commands/verify.ts')).verify(options)));

program
  .command('export')
  .description('导出全部事件链(JSON Lines) / write every chain, one per line')
  .requiredOption('--out <file>', '目标文件 / file to write')
  .option('--config <file>', 'JSON 配置文件 / configuration file')
  .action(run(async (options) => (await import('./commands/export.ts')).exportChains(options)));

try {
  await program.parseAsync();
} catch (error) {
  // Commander has already said what is wrong; help and version are no error.
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCode.done : exitCode.usage;
}

type Arguments<T extends unknown[]> = (...args: T) => Promise<Exit>;

/** A command's exit code is what it returns; what it throws becomes one readable message. */
// oxlint-disable-next-line typescript/no-explicit-any -- commander hands every command its own options
function run(command: Arguments<any[]>): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    try {
      process.exitCode = await command(...args);
    } catch (error) {
      process.exitCode = fail(error);
    }
  };
}

function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('must be a port number, 0 to 65535');
}

function seconds(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number >= 0 && number <= 3_600) return number;
  throw new InvalidArgumentError('must be a number of seconds, 0 to 3600');
}
