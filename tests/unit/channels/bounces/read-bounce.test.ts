import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesAsText } from '../../../../src/channels/bounces/charset.ts';
import { mailOf as entityOfMail } from '../../../../src/channels/bounces/mime-headers.ts';
import { leavesOf } from '../../../../src/channels/bounces/mime-parts.ts';
import { readBounce } from '../../../../src/channels/bounces/read-bounce.ts';
import * as samples from './samples.ts';

const { bytesOf, mailOf, ourHeader, ourId, ourMail, report } = samples;
const read = (mail: string) => readBounce(bytesOf(mail));

/** A report about one recipient or several, each by its fields. */
const fateOf = (...recipients: readonly string[]) => read(report({ recipients }));

/** By a mail system in words alone. */
const told = (subject: string, text: string, type = 'text/plain; charset=utf-8') =>
  read(
    mailOf(
      'From: postmaster@mail.county.example',
      `In-Reply-To: ${ourId}`,
      `Subject: ${subject}`,
      `Content-Type: ${type}`,
      '',
      text,
    ),
  );

const leavesIn = (mail: string) => leavesOf(entityOfMail(bytesAsText(bytesOf(mail))));

/** Multiparts in one another, with a text in the innermost. */
const nested = (depth: number): string =>
  Array.from({ length: depth }, (_, level) => level).reduceRight(
    (inner, level) =>
      `Content-Type: multipart/mixed; boundary=n${level}.\n\n--n${level}.\n${inner}`,
    'Content-Type: text/plain\n\ndeep',
  );

/** A bounce behind a header of so many bytes. */
const padded = (bytes: number) =>
  report({ header: [`X-Padding: ${'x'.repeat(bytes)}`, 'From: postmaster@mx.school.example'] });

describe('a bounce', () => {
  test.each([
    ['a report in due form', report(), 'failed', 'bounce_5.1.1'],
    ['Exchange', samples.exchange, 'failed', 'bounce_5.1.10'],
    ['qmail', samples.qmail, 'failed', 'bounce_5.1.1'],
    ['Exim', samples.exim, 'failed', 'bounce_smtp_550'],
    ['Exim that still tries', samples.eximDelay, 'delayed', 'bounce'],
    ['sendmail that still tries', samples.sendmailWarning, 'delayed', 'bounce'],
    ['QQ', samples.qq, 'failed', 'bounce_smtp_550'],
    ['Exmail', samples.exmail, 'failed', 'bounce_5.7.1'],
    ['NetEase', samples.netease, 'failed', 'bounce_smtp_550'],
    ['a Chinese server that still tries', samples.chineseDelay, 'delayed', 'bounce'],
  ])('of %s is read', (_, mail, action, code) => {
    expect(read(mail)).toEqual({ messageId: ourId, action, code });
  });

  test.each([
    ['report', report()],
    ['qmail', samples.qmail],
    ['qq', samples.qq],
    ['netease', samples.netease],
    ['exchange', samples.exchange],
  ])('reads the same with other line ends (%s)', (_, mail) => {
    const expected = read(mail);
    expect(expected).not.toBeNull();
    expect(read(mail.replaceAll('\r\n', '\n'))).toEqual(expected);
    expect(read(`\r\n\r\n${mail}`)).toEqual(expected);
  });

  test('is found in the middle of a larger buffer', () => {
    const mail = bytesOf(report());
    const larger = new Uint8Array(mail.length + 64).fill(0x41);
    larger.set(mail, 32);
    expect(readBounce(larger.subarray(32, 32 + mail.length))).toEqual(readBounce(mail));
  });

  test('may leave out a transfer encoding that it announces for our mail', () => {
    const original = `Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${ourMail}`;
    expect(read(report({ original }))?.messageId).toBe(ourId);
  });

  test.each([
    'message/rfc822',
    'text/rfc822-headers',
    'Text/RFC822-Header; charset=utf-8',
    'message/global',
    'message/global-headers',
    'application/octet-stream; name="original mail.eml"',
  ])('brings our mail back as %s', (type) => {
    expect(read(report({ original: `Content-Type: ${type}\n\n${ourHeader}` }))?.messageId).toBe(
      ourId,
    );
  });

  test('may come wrapped into other parts by a gateway', () => {
    const inner = report({ header: [] });
    const mail = mailOf(
      'From: MAILER-DAEMON@gateway.example',
      'Content-Type: multipart/mixed; (a note) boundary=wrap',
      '',
      '--wrap',
      inner.slice(inner.indexOf('Content-Type:')),
      '--wrap',
      'Content-Type: text/plain',
      '',
      'This mail was scanned.',
      '--wrap--',
    );
    expect(read(mail)).toEqual({ messageId: ourId, action: 'failed', code: 'bounce_5.1.1' });
  });

  test('from anybody counts when it is a report in due form', () => {
    const header = ['From: Service <noreply@relay.example>', 'Return-Path: <x@relay.example>'];
    expect(read(report({ header }))?.action).toBe('failed');
  });
});

describe('what became of the recipient', () => {
  test.each([
    ['Action: failed\nStatus: 5.1.1', 'failed', 'bounce_5.1.1'],
    ['action: FAILED (no such mailbox)\nstatus: 5.1.1 (unknown)', 'failed', 'bounce_5.1.1'],
    ['Action: failed\nStatus: 4.4.7', 'failed', 'bounce_4.4.7'],
    ['Action: delayed\nStatus: 4.4.1', 'delayed', 'bounce_4.4.1'],
    ['Action: delivered\nStatus: 2.1.5', 'delivered', 'bounce_2.1.5'],
    ['Action: delivered', 'delivered', 'bounce'],
    ['Action: expanded\nStatus: 2.0.0', 'delivered', 'bounce_2.0.0'],
    ['Action: failed', 'failed', 'bounce'],
    ['Action:\n failed\nStatus:\n\t5.2.2', 'failed', 'bounce_5.2.2'],
    ['Action: failed\nStatus: 5.01.001', 'failed', 'bounce_5.1.1'],
    ['Action: failed\nDiagnostic-Code: smtp; 552 5.2.2 over quota', 'failed', 'bounce_5.2.2'],
    ['Action: failed\nDiagnostic-Code: smtp;550-5.7.1 no', 'failed', 'bounce_5.7.1'],
    [
      'Action: failed\nDiagnostic-Code: smtp; 550 <li@county.example> no',
      'failed',
      'bounce_smtp_550',
    ],
    ['Action: failed\nDiagnostic-Code: smtp; 550', 'failed', 'bounce_smtp_550'],
    ['Action: failed\nDiagnostic-Code: X-Postfix; 5502 things', 'failed', 'bounce'],
    ['Action: failed\nStatus: 192.0.2.1', 'failed', 'bounce'],
    ['Action: failed\nStatus: 5.1.1.7', 'failed', 'bounce'],
    ['Status: 5.1.1', 'failed', 'bounce_5.1.1'],
    ['Action: returned\nStatus: 4.2.0', 'delayed', 'bounce_4.2.0'],
  ])('%j', (fields, action, code) => {
    expect(fateOf(fields)).toEqual({ messageId: ourId, action, code });
  });

  test.each([
    ['it went on to where nobody reports', 'Action: relayed\nStatus: 2.0.0'],
    ['it has arrived and was refused', 'Action: delivered\nStatus: 5.1.1'],
    ['nothing is said', 'Final-Recipient: rfc822; li@county.example'],
    ['the action is a word of its own', 'Action: pondered'],
  ])('is not known where %s', (_, fields) => {
    expect(read(report({ recipients: [fields], subject: 'Report' }))).toBeNull();
  });

  const failed = 'Action: failed\nStatus: 5.1.1';
  const delayed = 'Action: delayed\nStatus: 4.4.1';
  const delivered = 'Action: delivered\nStatus: 2.0.0';

  test('is told by the words where the report does not say', () => {
    expect(fateOf('Action: pondered')).toEqual({
      messageId: ourId,
      action: 'failed',
      code: 'bounce',
    });
  });

  test('is the worst of several, in whichever order they stand', () => {
    const ranked = [
      [failed, 'failed'],
      [delayed, 'delayed'],
      [delivered, 'delivered'],
    ] as const;
    const some = fc.array(fc.constantFrom(0, 1, 2), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(some, fc.boolean(), (ranks, parted) => {
        const blocks = ranks.map((rank) => ranked[rank]?.[0] ?? '');
        // Some servers leave out the empty line between recipients.
        const fate = parted ? fateOf(...blocks) : fateOf(blocks.join('\n'));
        expect(fate?.action).toBe(ranked[Math.min(...ranks)]?.[1]);
      }),
      { numRuns: 100 },
    );
  });

  test('takes its code from the recipient for whom it is worst', () => {
    expect(fateOf(delivered, 'Action: failed', failed, delayed)?.code).toBe('bounce_5.1.1');
  });
});

describe('which mail it is about', () => {
  const withoutOriginal = 'Content-Type: text/plain\n\nOur mail is not enclosed.';
  const recipients = ['Action: failed\nStatus: 5.1.1'];
  const header = ['From: MAILER-DAEMON@mx.school.example'];

  test('is told by the mail that came back before anything else', () => {
    const replying = [...header, 'In-Reply-To: <other@elsewhere.example>'];
    expect(read(report({ header: replying }))?.messageId).toBe(ourId);
  });

  test.each([
    [['In-Reply-To: Your message', ` ${ourId}`]],
    [['References: <first@elsewhere.example>', ` ${ourId}`]],
    [[`In-Reply-To: ${ourId}`, 'References: <last@elsewhere.example>']],
  ])('may be told by what it answers: %j', (answering) => {
    const mail = report({ header: [...header, ...answering], original: withoutOriginal });
    expect(read(mail)?.messageId).toBe(ourId);
  });

  test('may be told in the report for machines', () => {
    const blocks = [`X-Original-Message-ID: ${ourId}`, ...recipients];
    expect(read(report({ recipients: blocks, original: withoutOriginal }))?.messageId).toBe(ourId);
  });

  test.each([
    'Message-ID: none',
    'Message-ID: <no-host>',
    'Message-ID: <two words@host>',
    'Subject: no id at all',
    `Message-ID: <${'a'.repeat(2_000)}@host>`,
  ])('is not known from a field that holds none (%#)', (line) => {
    expect(
      read(report({ header, original: `Content-Type: message/rfc822\n\n${line}` })),
    ).toBeNull();
  });

  test('is not told by the address that qmail names after an empty field', () => {
    const mail = samples.qmail.replace(
      `Message-ID: ${ourId}\r\n`,
      'Message-ID:\r\n\r\n<li@x.example>\r\n',
    );
    expect(read(samples.qmail)?.messageId).toBe(ourId);
    expect(read(mail)).toBeNull();
  });
});

describe('no bounce', () => {
  const daemon = 'From: MAILER-DAEMON@mx.school.example';
  const words = 'Your message could not be delivered: 550 5.1.1 no such user';

  test.each([
    ['Auto-Submitted: auto-replied', 'Subject: Re: x'],
    ['Subject: 自动回复: 邮件退信'],
    ['Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSNOiDpgIDkv6E=?='],
    ['Subject: Automatic reply: delivery failed'],
    ['Subject: Out of Office: undeliverable'],
    ['X-Autoreply: yes', 'Subject: failure notice'],
    ['Precedence: auto_reply', 'Subject: failure notice'],
  ])('is an automatic reply with %j', (...header) => {
    expect(read(samples.automaticReply(...header))).toBeNull();
  });

  test('is an automatic reply of a person with nothing to tell it by but what it answers', () => {
    const mail = mailOf(
      'Return-Path: <>',
      'From: li@county.example',
      `In-Reply-To: ${ourId}`,
      'Subject: away',
      '',
      words,
    );
    expect(read(mail)).toBeNull();
    expect(read(mail.replace('li@', 'postmaster@'))?.action).toBe('failed');
  });

  test('is a receipt or a complaint, whoever sends it', () => {
    expect(read(samples.readReceipt)).toBeNull();
    const complaint = samples.readReceipt
      .replaceAll('disposition-notification', 'feedback-report')
      .replace('report-type=feedback-report; ', '');
    expect(read(complaint)).toBeNull();
  });

  test.each([
    ['a person', 'From: Li <li@county.example>'],
    ['a person called so', 'From: "MAILER-DAEMON" <li@county.example>'],
    ['a person called so, without quotes', 'From: mailer-daemon@x.example <li@county.example>'],
    ['a person with brackets', 'From: "<postmaster@x.example>" <li@county.example>'],
    ['somebody whose address begins so', 'From: postmaster-li@county.example'],
    ['nobody', 'X-From: MAILER-DAEMON'],
  ])('comes from %s', (_, from) => {
    const lines = [
      'Return-Path: <li@county.example>',
      `In-Reply-To: ${ourId}`,
      'Subject: 退信',
      '',
    ];
    expect(read(mailOf(daemon, ...lines, words))).not.toBeNull();
    expect(read(mailOf(from, ...lines, words))).toBeNull();
  });

  test('is a bounce that a person passes on', () => {
    const mail = mailOf(
      'From: li@county.example',
      'Content-Type: multipart/mixed; boundary=fwd',
      '',
      '--fwd',
      'Content-Type: message/rfc822',
      '',
      report(),
      '--fwd--',
    );
    expect(read(mail)).toBeNull();
  });

  test('is what a mail system writes about other things', () => {
    const lines = [daemon, `In-Reply-To: ${ourId}`, 'Subject: Quarantine summary', ''];
    expect(read(mailOf(...lines, 'Exim 4.94.2 at 192.0.2.5 held 550 mails today.'))).toBeNull();
    expect(read(mailOf(...lines, 'Held: (#5.7.1)'))?.code).toBe('bounce_5.7.1');
  });

  test('is word of success that is no report', () => {
    expect(told('Successful delivery', 'It was delivered: 250 2.1.5 OK')).toBeNull();
    expect(told('Unsuccessful', 'It was not delivered: 550 OK')).not.toBeNull();
  });

  test.each(['', '\r\n', ':', 'From: postmaster@x.example', 'Return-Path: <>\r\n\r\n'])(
    'is %j',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );
});

describe('words', () => {
  test.each([
    ['Undeliverable: 延迟整改通知', 'See below.', 'failed', 'bounce'],
    ['Undeliverable mail', 'It was delayed for 3 days. Giving up.', 'failed', 'bounce'],
    ['系统退信', '您可以稍后重试。错误代码:550', 'failed', 'bounce_smtp_550'],
    ['系统退信', '邮件投递失败,已放弃。', 'failed', 'bounce'],
    ['郵件系統', '您的郵件無法送達。', 'failed', 'bounce'],
    ['通知', '邮件尚未送达,系统将会自动继续尝试投递', 'delayed', 'bounce'],
    ['Notification (Delay)', 'Undeliverable so far.', 'delayed', 'bounce'],
    ['通知', '收件人邮箱不存在', 'failed', 'bounce'],
    ['Mail system', 'Message will be retried for 2 days', 'delayed', 'bounce'],
    ['Mail system', 'said: 451 4.7.1 greylisted', 'delayed', 'bounce_4.7.1'],
    ['退信', 'host mx[192.0.2.1] said: 554 rejected', 'failed', 'bounce_smtp_554'],
    ['退信', '共 550 封邮件,用时 500 秒,版本 5.1.1', 'failed', 'bounce'],
  ])('%s / %s', (subject, text, action, code) => {
    expect(told(subject, text)).toEqual({ messageId: ourId, action, code });
  });

  test.each([
    ['<p>&#37038;件<b>被退</b>回</p><p>550&nbsp;no</p>', 'bounce_smtp_550'],
    ['<style>p{width: 550;}</style>退信', 'bounce'],
    ['<STYLE>p{width: 550;} 退信', null],
    ['<p title="退信">&#9999999;&#xFFFFFF;&nothing;</p>', null],
  ])('are read in HTML: %s', (html, code) => {
    expect(told('x', html, 'text/html; charset=utf-8')?.code ?? null).toBe(code);
  });

  test.each(['utf-8', 'us-ascii', 'x-unknown', 'hz-gb-2312', ''])(
    'are read in UTF-8 and GB 18030 where the charset is said to be %j',
    (charset) => {
      const lines = [
        'From: postmaster@mail.county.example',
        `In-Reply-To: ${ourId}`,
        `Content-Type: text/plain; charset="${charset}"`,
        '',
        '',
      ].join('\n');
      const utf8 = bytesOf(`${lines}邮件无法投递`);
      expect(readBounce(utf8)?.action).toBe('failed');
      const gb = Buffer.concat([bytesOf(lines), samples.gb.text]);
      // Named wrongly, it is believed.
      expect(readBounce(gb)?.action).toBe(charset === 'utf-8' ? undefined : 'failed');
    },
  );
});

describe('whatever comes in', () => {
  const good = [
    report(),
    samples.exchange,
    samples.qmail,
    samples.exim,
    samples.qq,
    samples.exmail,
    samples.netease,
    samples.sendmailWarning,
  ];
  const word = /^bounce(?:_[245]\.\d{1,3}\.\d{1,3}|_smtp_\d{3})?$/u;
  /** What the reader must never say, if it says it. */
  const faultsOf = (mail: Uint8Array): readonly string[] => {
    const { code = 'bounce', messageId = ourId } = readBounce(mail) ?? {};
    const isId = /^<[^<>\s]+@[^<>\s]+>$/u.test(messageId);
    return [...(word.test(code) ? [] : [code]), ...(isId ? [] : [messageId])];
  };

  test('any bytes are read without a throw', () => {
    const anywhere = fc.uint8Array({ maxLength: 2_000 });
    const behindAHeader = anywhere.map((bytes) =>
      Buffer.concat([bytesOf(`From: postmaster@x.example\nReferences: ${ourId}\n`), bytes]),
    );
    fc.assert(
      fc.property(fc.oneof(anywhere, behindAHeader), (mail) => {
        expect(faultsOf(mail)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('any cut of a bounce is read without a throw, and about no other mail', () => {
    for (const mail of good) {
      const bytes = bytesOf(mail);
      for (let end = 0; end <= bytes.length; end += 1) {
        const bounce = readBounce(bytes.subarray(0, end));
        expect(bounce?.messageId ?? ourId).toBe(ourId);
      }
    }
  });

  test('pieces of bounces in any order, with bytes of any kind between, are read without a throw', () => {
    const lines = good.flatMap((mail) => mail.split('\r\n'));
    const piece = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...lines).map((line) => bytesOf(`${line}\r\n`)) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }) },
    );
    const start = bytesOf('From: MAILER-DAEMON\r\nReturn-Path: <>\r\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(faultsOf(Buffer.concat([start, ...pieces]))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('any charset and bytes in a text are read without a throw', () => {
    const charset = fc.constantFrom(
      'utf-8',
      'gb2312',
      'gb18030',
      'big5',
      'iso-2022-jp',
      'iso-2022-kr',
      'utf-16le',
      'euc-kr',
      'shift_jis',
      'koi8-r',
      'windows-1252',
      'utf-7',
      'utf-32',
      '%s',
      '__proto__',
    );
    fc.assert(
      fc.property(charset, fc.uint8Array({ maxLength: 200 }), (name, bytes) => {
        const header = `From: postmaster@x.example\nReferences: ${ourId}\nSubject: =?${name}?B?${samples.base64(bytes)}?=\n`;
        const type = `Content-Type: text/html; charset=${name}\n\n`;
        expect(faultsOf(Buffer.concat([bytesOf(header + type), bytes]))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the work', () => {
  const size = 1_048_576;

  test('is done on the first megabyte alone', () => {
    expect(read(padded(size - 10_000))?.messageId).toBe(ourId);
    expect(read(padded(size))).toBeNull();
  });

  test('looks at no byte in two parts, and at so many parts and no more', () => {
    const token = fc.constantFrom(
      '--a',
      '--a--',
      '--b',
      '--b--',
      '',
      'text',
      'Content-Type: text/plain',
      'Content-Type: multipart/mixed; boundary=a',
      'Content-Type: multipart/mixed; boundary=b',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 400 }), (tokens) => {
        const mail = `Content-Type: multipart/mixed; boundary=a\n\n${tokens.join('\n')}`;
        const leaves = leavesIn(mail);
        const total = leaves.reduce((sum, { body }) => sum + body.length, 0);
        return leaves.length <= 100 && total <= mail.length;
      }),
    );
    expect(leavesIn(report())).toHaveLength(3);
    const many = `Content-Type: multipart/mixed; boundary=a\n\n${'--a\n\nx\n'.repeat(10_000)}`;
    expect(leavesIn(many)).toHaveLength(100);
  });

  test('goes so deep and no deeper', () => {
    expect(leavesIn(nested(8)).map(({ body }) => body)).toEqual(['deep']);
    expect(leavesIn(nested(9))).toEqual([]);
    expect(leavesIn(nested(5_000))).toEqual([]);
  });

  // A megabyte each of what makes careless patterns go back and forth: quadratic work on any of
  // them would take many minutes, and the test its limit.
  const daemon = 'From: postmaster@x.example\n';
  const html = `${daemon}Content-Type: text/html\n\n`;
  const text = `${daemon}Content-Type: text/plain; charset=utf-8\n\n`;
  const qp = `${daemon}Content-Transfer-Encoding: quoted-printable\n\n`;
  const status =
    report({ original: 'Content-Type: message/delivery-status\n\n' }).split(
      '--b1.mx/school--',
    )[0] ?? '';
  test.each([
    ['From: ', '<'],
    ['From: ', '"'],
    ['From: ', '('],
    [`${daemon}Subject: `, '=?utf-8?B?'],
    [`${daemon}Subject: `, '?= '],
    [`${daemon}Subject: `, 'undeliver '],
    [`${daemon}References: `, '<a'],
    [`${daemon}References: `, '<a@b'],
    [`${daemon}References: `, '<a@b> '],
    [`${daemon}Content-Type: multipart/report`, '; a="\\"'],
    [`${daemon}Content-Type: multipart/report`, '; '],
    [`${daemon}Content-Type: multipart/report; boundary=`, '-'],
    [`${daemon}Content-Type: multipart/report; boundary=-\n\n`, '-'],
    [`${daemon}Content-Type: multipart/report; boundary=-\n\n`, '---\n'],
    [daemon, '\n '],
    [daemon, 'a:\n'],
    [daemon, 'a'],
    ['', '\n'],
    ['', '\r'],
    [html, '<'],
    [html, '<style'],
    [html, '<style></style'],
    [html, '<br '],
    [html, '&#'],
    [html, '&#1;'],
    [text, '-'],
    [text, '--\n'],
    [text, ' '],
    [text, '>\n'],
    [text, 'message-id:\n '],
    [text, 'message-id: <a@'],
    [text, 'Received: x\nmessage-id:\t\t'],
    [text, '退信邮件'],
    [text, 'will keep '],
    [text, 'still keep be to '],
    [text, 'delivery '],
    [text, '系统将'],
    [text, '550 5.'],
    [text, ' 550'],
    [qp, '= '],
    [qp, '=\n'],
    [qp, '=3D'],
    [`${daemon}Content-Transfer-Encoding: base64\n\n`, 'A=\n'],
    [status, '\n \n'],
    [status, 'Action: failed\n'],
    [status, '\n'],
    [status, 'Diagnostic-Code: ;;;;'],
  ])('is of the order of the size, whatever a mail repeats (%#)', (start, again) => {
    const mail = bytesOf(start + again.repeat(Math.ceil(size / again.length))).subarray(0, size);
    // Read in full only where something says that it is a bounce, and of which mail.
    const marked = Buffer.concat([bytesOf('In-Reply-To: <a@b>\nSubject: undeliverable\n'), mail]);
    for (const each of [mail, marked]) {
      expect(readBounce(each)?.messageId ?? '<a@b>').toBe('<a@b>');
    }
  });
});
