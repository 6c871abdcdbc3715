/** The names, options and help of the commands that help to decide. What they do is in commands/. */
import type { Command } from 'commander';
import { few } from './arguments.ts';
import { addRoundCommands } from './round-program.ts';
import { run } from './run.ts';

export function addDecisionCommands(program: Command): void {
  addClosing(program);
  program
    .command('similar')
    .description('查找相似的问题,包括已销号的;不写入 / findings like this one, closed ones too')
    .argument('[text]', '问题的文字 / the words of a finding')
    .option('--finding <number>', '与该编号的问题相似的 / like the finding of this number')
    .option('--round <code>', '只在该轮次中查找 / only in this round')
    .option('--limit <number>', '最多几个,1 至 50 / at most so many', few, 10)
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(
      run(async (text, options) => (await import('./commands/similar.ts')).similar(text, options)),
    );

  program
    .command('signals')
    .description('纸面销号的迹象,供核查人提问 / what a verifier may want to ask before closing it')
    .argument('<number>', '问题编号 / finding number')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(
      run(async (number, options) =>
        (await import('./commands/signals.ts')).signalsOfFinding(number, options),
      ),
    );

  addRoundCommands(program);
}

function addClosing(program: Command): void {
  program
    .command('close')
    .description('批量销号,逐项答复 / closes findings, each by itself')
    .argument('<numbers...>', '问题编号 / finding numbers')
    .requiredOption('--by <person>', '由谁办理 / who closes them')
    .option('--unit <unit>', '所属单位 / their unit')
    .option('--note <text>', '备注 / a note')
    .option('--sustained', '须长期坚持 / the duty goes on')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(
      run(async (numbers, options) =>
        (await import('./commands/close.ts')).close(numbers, options),
      ),
    );

  program
    .command('rules')
    .description('改用另一版规则:先看影响,再成批改用,可以退回 / other rules for findings under way')
    .option('--to <policy>', '规则集及版本,如 cn-inspection@3 / policy and version')
    .option('--round <code>', '只限该轮次 / only this round')
    .option('--apply', '写入 / move them')
    .option('--roll-back <batch>', '退回该批次 / take a batch back')
    .option('--by <person>', '由谁决定 / who decides')
    .option('--reason <text>', '理由 / why')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/rules.ts')).rules(options)));

  program
    .command('certificate')
    .description('销号证明 / the certificates of its closures')
    .argument('<number>', '问题编号 / finding number')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(
      run(async (number, options) =>
        (await import('./commands/certificate.ts')).certificate(number, options),
      ),
    );
}
