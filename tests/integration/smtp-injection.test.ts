/** Words that try to become headers, recipients or SMTP commands: the server's own transcript decides. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import PostalMime from 'postal-mime';
import type { Channel, NoticeFacts } from '../../src/channels/channel.ts';
import { messageIdOf } from '../../src/channels/message-id.ts';
import { renderNotice, templateNames } from '../../src/channels/render.ts';
import { createSmtpChannel } from '../../src/channels/smtp.ts';
import { startRawSmtp, type RawSmtp } from './smtp-faults.ts';

const lineEnds = [
  '\r\n',
  '\n',
  '\r',
  '\r\r\n',
  '\n\r',
  '\r\n\t',
  '\r\n ',
  '\v',
  '\f',
  '\u0000',
  '\r\u0000\n',
  '\u001C',
  '\u0085',
  '\u2028',
  '\u2029',
  // Their low bytes are CR and LF.
  '\u560D\u560A',
  '\u010D\u010A',
  '%0D%0A',
  '=0D=0A',
  '\\r\\n',
  '=?UTF-8?Q?=0D=0A?=',
  '=?UTF-8?B?DQo=?=',
  '\u202E\r\n\u202D',
  '\uFEFF\n',
  '\uD800\r\n',
  '\r\n.\r\n',
  '\n.\n',
  '\r.\r',
];

const payloads = [
  'Bcc: eve@elsewhere.example',
  'Subject: another',
  'X-Evil: 1',
  'Content-Type: text/html',
  'Auto-Submitted: no',
  'From: boss@school.example',
  'Reply-To: eve@elsewhere.example',
  '\r\nanother body',
  '\r\n\r\n<script>alert(1)</script>',
  'MAIL FROM:<eve@elsewhere.example>',
  'RCPT TO:<eve@elsewhere.example>',
  'DATA',
  'RSET',
  'QUIT',
  '.\r\nMAIL FROM:<eve@elsewhere.example>\r\nRCPT TO:<eve@elsewhere.example>\r\nDATA',
  ', eve@elsewhere.example',
  '; eve@elsewhere.example',
  '" <eve@elsewhere.example>, "',
  '<eve@elsewhere.example>',
  '{{person}} {{unknown}} ${1+1}',
];

const corpus = lineEnds.flatMap((lineEnd) => payloads.map((payload) => `无害${lineEnd}${payload}`));

const from = { name: '整改办', address: 'rectification@school.example' };
const facts: NoticeFacts = {
  noticeId: '0192f0c8-7e1a-7cc3-98c4-dc0c0c07398f',
  template: 'returned',
  rungs: [],
  personName: '李老师',
  inPlaceOf: null,
  inStead: false,
  finding: {
    number: 'XC-2024-01-003',
    title: '食堂陪餐记录不全',
    roundCode: 'XC-2024-01',
    roundTitle: '第一轮巡察',
    aspectTitle: null,
    responsibleUnit: '总务处',
    state: 'inProgress',
    stage: 'working',
  },
  clock: null,
  document: null,
  event: { type: 'RETURN', at: 0, reason: null, note: null },
  now: 0,
};

let server: RawSmtp;
let channel: Channel;

beforeAll(async () => {
  server = await startRawSmtp();
  channel = createSmtpChannel({ url: server.url, from });
});
afterAll(async () => {
  await channel.close();
  await server.close();
});

test('the corpus is as long as the reliability page asks', () => {
  expect(new Set(corpus).size).toBeGreaterThanOrEqual(500);
});

describe('whatever stands in names, subject and texts', () => {
  test('becomes neither a header nor a command', async () => {
    for (const words of corpus) {
      await channel.handOver({
        dispatchId: facts.noticeId,
        messageId: messageIdOf(facts.noticeId, from.address),
        to: { name: words, address: 'li@school.example' },
        subject: words,
        text: words,
        html: `<p>${words}</p>`,
      });
    }
    expect(intrusions(corpus.length)).toEqual([]);
  });

  test('becomes neither when it comes from a finding, through a notice text', async () => {
    const before = server.bodies.length;
    for (const [index, words] of corpus.entries()) {
      const hostile: NoticeFacts = {
        ...facts,
        template: templateNames[index % templateNames.length] ?? '',
        rungs: [words],
        personName: words,
        finding: { ...facts.finding, number: words, title: words, responsibleUnit: words },
        event: { ...facts.event, type: words, reason: words, note: words },
      };
      const rendered = renderNotice(hostile, { zone: 'Asia/Shanghai' });
      expect(rendered.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(rendered.html).not.toContain('<script');
      await channel.handOver({
        dispatchId: facts.noticeId,
        messageId: messageIdOf(facts.noticeId, from.address),
        to: { name: hostile.personName, address: 'li@school.example' },
        ...rendered,
      });
    }
    expect(intrusions(before + corpus.length)).toEqual([]);
    const last = await PostalMime.parse(server.bodies.at(-1) ?? '');
    expect(last.to?.map(({ address }) => address)).toEqual(['li@school.example']);
  });
});

test('an address with any of it is refused, or is exactly the one address it says', async () => {
  const taken: string[] = [];
  for (const words of corpus) {
    for (const address of [`li@school.example${words}`, `${words}@school.example`, `li@${words}`]) {
      const heard = server.commands.length;
      const outcome = await channel.handOver({
        dispatchId: facts.noticeId,
        messageId: messageIdOf(facts.noticeId, from.address),
        to: { name: '', address },
        subject: '',
        text: '',
        html: '',
      });
      const refusal = 'code' in outcome ? outcome.code : 'none';
      const said = server.commands
        .slice(heard)
        .map((each) => Buffer.from(each, 'latin1').toString());
      if (refusal !== 'address_invalid' || said.length > 0) taken.push(said.slice(1).join('|'));
    }
  }
  const oneRecipient = /^RCPT TO:<[\p{L}\d=?-]+@[a-z0-9.-]+>\|DATA$/u;
  expect(taken.filter((said) => !oneRecipient.test(said))).toEqual([]);
  // Letters that only look dangerous in another encoding.
  expect(taken.length).toBeLessThan(corpus.length / 20);
});

const headerNames = [
  'Auto-Submitted',
  'Content-Type',
  'Date',
  'From',
  'MIME-Version',
  'Message-ID',
  'Subject',
  'To',
];

/** What the server heard beyond MAIL, RCPT and DATA per mail, and headers beyond the eight, each once. */
function intrusions(mails: number): string[] {
  const expected = [
    'MAIL FROM:<rectification@school.example>',
    'RCPT TO:<li@school.example>',
    'DATA',
  ];
  const commands = server.commands.filter((command) => !command.startsWith('EHLO '));
  const extraCommands = commands.filter((command, index) => command !== expected[index % 3]);
  const missing = commands.length === mails * 3 && server.bodies.length === mails ? [] : ['count'];
  const extraHeaders = server.bodies.filter((body) => {
    const head = body.slice(0, body.indexOf('\r\n\r\n'));
    const names = head.split(/\r\n(?![ \t])/u).map((line) => line.slice(0, line.indexOf(':')));
    return names.toSorted().join() !== headerNames.join();
  });
  // A lone CR or LF might be the end of a line to another server.
  const loneEnds = server.bodies.filter((body) => /[\r\n]/u.test(body.replaceAll('\r\n', '')));
  return [...missing, ...extraCommands, ...extraHeaders, ...loneEnds];
}
