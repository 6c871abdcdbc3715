/** The names, options and help of the commands about notices and messages. What they do is in commands/. */
import { Argument, Option, type Command } from 'commander';
import { noticeTerms } from '../glossary.ts';
import { day } from './arguments.ts';
import { run } from './run.ts';

export function addMessageCommands(program: Command): void {
  addLists(program);
  addAnswers(program);
}

/** What there is to read. */
function addLists(program: Command): void {
  program
    .command('notices')
    .description('列出通知及其结果 / what is owed to whom, and what became of it')
    .option('--failed', '只看未能送达的 / only what came to nothing')
    .option('--unanswered', '只看逾期未回复的正式文书 / only documents whose answer is overdue')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/notices.ts')).notices(options)));

  program
    .command('dispatches')
    .description('列出发送及其结果 / messages to people, and what became of each')
    .addOption(
      new Option('--state <state>', '只看此状态的 / only those in this state').choices(
        Object.keys(noticeTerms),
      ),
    )
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/dispatches.ts')).dispatches(options)));

  program
    .command('receipt')
    .description('送达回执:一个问题的全部通知及其结果 / every notice over a finding, as evidence')
    .argument('<number>', '问题编号 / finding number')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(
      run(async (number, options) =>
        (await import('./commands/receipt.ts')).receiptOf(number, options),
      ),
    );

  program
    .command('inbox')
    .description('列出一人的站内收件箱,不标为已读 / what is in a person’s in-app inbox')
    .argument('<person>', '人员的 id / id of the person')
    .option('--unread', '只看未读的 / only what has not been read')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(
      run(async (person, options) =>
        (await import('./commands/inbox.ts')).inboxOf(person, options),
      ),
    );

  program
    .command('silent')
    .description(
      '列出逾期且久无通知的问题 / overdue findings that nobody has been told of for long',
    )
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(run(async (options) => (await import('./commands/silent.ts')).silent(options)));
}

/** What people say of messages: that they came, came back, or are to go again. */
function addAnswers(program: Command): void {
  program
    .command('decide')
    .description('决定重发或确认已收到 / have a message sent again, or say that it did arrive')
    .argument('<dispatch>', '发送的 id / id of the message')
    .addArgument(new Argument('<decision>', '重发或确认 / which').choices(['resend', 'confirm']))
    .requiredOption('--by <person>', '决定人 / who decides')
    .requiredOption('--reason <text>', '理由 / why')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(
      run(async (dispatch, decision, options) =>
        (await import('./commands/dispatches.ts')).decide(dispatch, decision, options),
      ),
    );

  program
    .command('acknowledge')
    .description(
      '签收:收件人说已收到,并承诺办结日期 / say that a message has arrived, and by when it will be done',
    )
    .argument('<dispatch>', '发送的 id / id of the message')
    .requiredOption('--by <person>', '收件人 / who got it')
    .option('--promised-on <date>', '承诺办结日期,正式文书必填 / the day promised', day)
    .option('--note <text>', '说明 / remarks')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(
      run(async (dispatch, options) =>
        (await import('./commands/acknowledge.ts')).acknowledge(dispatch, options),
      ),
    );

  program
    .command('bounces')
    .description('收取退信:未送达的改为失败 / take in mails that came back')
    .argument('<file...>', '退信原文;- 为标准输入 / the mails as they are; - is standard input')
    .option('--json', '输出 JSON / print one JSON document')
    .option('--config <file>', 'JSON 配置文件 / configuration file')
    .action(
      run(async (files, options) =>
        (await import('./commands/bounces.ts')).bounces(files, options),
      ),
    );
}
