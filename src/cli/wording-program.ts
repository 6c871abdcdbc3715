/** The names, options and help of `rectiflow wording`. What they do is in commands/wording.ts. */
import type { Command } from 'commander';
import { run } from './run.ts';

export function addWordingCommands(program: Command): void {
  const wording = program
    .command('wording')
    .description('通知文本:查看、更改、恢复、预览 / what notices of findings say');
  const add = (usage: string, description: string) =>
    wording
      .command(usage)
      .description(description)
      .option('--json', '输出 JSON / print one JSON document')
      .option('--config <file>', 'JSON 配置文件 / configuration file');

  add('list', '列出模板及最近的更改 / every template, and who changed it last').action(
    run(async (options) => (await commands()).listWordings(options)),
  );
  add('show <template>', '现用文本(YAML) / the text in use, as YAML').action(
    run(async (template, options) => (await commands()).showWording(template, options)),
  );
  add('change <template> <file>', '按 YAML 或 JSON 文件更改 / words it anew')
    .requiredOption('--by <person>', '更改人 / who changes it')
    .option('--note <text>', '说明 / why')
    .action(
      run(async (template, file, options) =>
        (await commands()).changeWording(template, file, options),
      ),
    );
  add('withdraw <template>', '恢复出厂文本 / the shipped text counts again')
    .requiredOption('--by <person>', '操作人 / who does so')
    .action(
      run(async (template, options) => (await commands()).withdrawWording(template, options)),
    );
  add(
    'preview <template> <number> [file]',
    '以一个问题预览;不写入,不发送 / the mail over a finding; writes and sends nothing',
  ).action(
    run(async (template, number, file, options) =>
      (await commands()).previewWording(template, number, file, options),
    ),
  );
}

const commands = () => import('./commands/wording.ts');
