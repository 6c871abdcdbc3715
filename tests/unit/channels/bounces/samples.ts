/** Made-up bounces in the forms that mail systems send. */

export const ourId = '<0198c1a2-7d3e-7c11-9a55-3f0c2b1d4e6f@rectiflow.school.example>';

/** Lines as a mail has them on the wire. */
export function mailOf(...lines: readonly string[]): string {
  return `${lines.join('\n').replace(/\r?\n/gu, '\r\n')}\r\n`;
}

export function bytesOf(mail: string): Uint8Array {
  return new TextEncoder().encode(mail);
}

export function base64(text: string | Uint8Array): string {
  const encoded = Buffer.from(text).toString('base64');
  return encoded.match(/.{1,76}/gu)?.join('\n') ?? '';
}

/** Some words in GB 18030, which Node.js reads but does not write. */
export const gb = {
  /** 系统退信 */
  subject: Uint8Array.of(0xcf, 0xb5, 0xcd, 0xb3, 0xcd, 0xcb, 0xd0, 0xc5),
  /** 邮件无法投递 */
  text: Uint8Array.of(0xd3, 0xca, 0xbc, 0xfe, 0xce, 0xde, 0xb7, 0xa8, 0xcd, 0xb6, 0xb5, 0xdd),
};

export const ourHeader = [
  'Received: from app.school.example by mx.school.example; Sun, 22 Nov 2026 08:00:00 +0800',
  'From: =?UTF-8?B?5pW05pS5?= <notice@school.example>',
  'To: li@county.example',
  'Subject: =?UTF-8?B?5pW05pS56YCa55+l?=',
  `Message-ID: ${ourId}`,
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
].join('\n');

export const ourMail = `${ourHeader}\n\n整改通知:延迟将升级。The original message text.`;

/** A report in due form. */
export function report({
  recipients = ['Final-Recipient: rfc822; li@county.example\nAction: failed\nStatus: 5.1.1'],
  header = ['From: MAILER-DAEMON@mx.school.example (Mail Delivery System)', 'Return-Path: <>'],
  subject = 'Undelivered Mail Returned to Sender',
  original = `Content-Type: message/rfc822\n\n${ourMail}`,
  type = 'multipart/report; report-type=delivery-status; boundary="b1.mx/school"',
}: {
  recipients?: readonly string[];
  header?: readonly string[];
  subject?: string;
  original?: string;
  type?: string;
} = {}): string {
  return mailOf(
    ...header,
    `Subject: ${subject}`,
    'To: notice@school.example',
    // As Postfix has it, in spite of RFC 3834.
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: ${type}`,
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--b1.mx/school',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system at host mx.school.example.',
    '',
    '--b1.mx/school',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    ['Reporting-MTA: dns; mx.school.example', ...recipients].join('\n\n'),
    '',
    '--b1.mx/school',
    original,
    '',
    '--b1.mx/school--',
  );
}

export const qmail = mailOf(
  'Return-Path: <>',
  'Date: 22 Nov 2026 00:00:01 -0000',
  'From: MAILER-DAEMON@mail.county.example',
  'To: notice@school.example',
  'Subject: failure notice',
  '',
  'Hi. This is the qmail-send program at mail.county.example.',
  "I'm afraid I wasn't able to deliver your message to the following addresses.",
  "This is a permanent error; I've given up. Sorry it didn't work out.",
  '',
  '<li@county.example>:',
  'Sorry, no mailbox here by that name. (#5.1.1)',
  '',
  '--- Below this line is a copy of the message.',
  '',
  'Return-Path: <notice@school.example>',
  ourMail,
);

export const exim = mailOf(
  'Return-path: <>',
  'X-Failed-Recipients: li@county.example',
  'Auto-Submitted: auto-replied',
  'From: Mail Delivery System <Mailer-Daemon@exim.school.example>',
  'To: notice@school.example',
  'Subject: Mail delivery failed: returning message to sender',
  '',
  'This message was created automatically by mail delivery software (Exim 4.94.2).',
  '',
  'A message that you sent could not be delivered to one or more of its',
  'recipients. This is a permanent error. The following address(es) failed:',
  '',
  '  li@county.example',
  '    host mx.county.example [192.0.2.7]',
  '    SMTP error from remote mail server after RCPT TO:<li@county.example>:',
  '    550 no such mailbox',
  '',
  '------ This is a copy of the message, including all the headers. ------',
  '',
  ourMail,
);

export const eximDelay = mailOf(
  'Return-path: <>',
  'Auto-Submitted: auto-replied',
  'From: Mail Delivery System <Mailer-Daemon@exim.school.example>',
  'To: notice@school.example',
  'Subject: Warning: message 1kGx2Y-0004Nu-Ab delayed 24 hours',
  `References: <other@elsewhere.example>`,
  ` ${ourId}`,
  '',
  'A message that you sent has not yet been delivered to one or more of its',
  'recipients after more than 24 hours on the queue on exim.school.example.',
  '',
  'No action is required on your part. Delivery attempts will continue for',
  'some time, and this warning may be repeated at intervals.',
);

/** A nested alternative, our header only, its Message-ID folded. */
export const exchange = mailOf(
  'Return-Path: <>',
  'From: "Microsoft Outlook" <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@office.example>',
  'To: notice@school.example',
  'Subject: =?utf-8?B?5pyq6YCB6L6+?=: =?utf-8?B?5pW05pS5?=',
  'Auto-Submitted: auto-replied',
  'Content-Type: multipart/report;',
  '\treport-type="delivery-status";',
  '\tboundary="_outer_"',
  '',
  '--_outer_',
  'Content-Type: multipart/alternative; boundary="_outer_inner"',
  '',
  '--_outer_inner',
  'Content-Type: text/plain; charset="utf-8"',
  'Content-Transfer-Encoding: base64',
  '',
  base64(
    '传递到以下收件人失败。\nRemote Server returned "550 5.1.10 RESOLVER.ADR.RecipientNotFound"',
  ),
  '--_outer_inner',
  'Content-Type: text/html; charset="utf-8"',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<p style=3D"font-weight: 500">=E4=BC=A0=E9=80=92=E5=A4=B1=E8=B4=A5</p>',
  '--_outer_inner--',
  '',
  '--_outer_',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns;office.example',
  '',
  'Final-recipient: RFC822;li@county.example',
  'Action: failed',
  'Status: 5.1.10',
  'Diagnostic-code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found',
  '',
  '--_outer_',
  'Content-Type: text/rfc822-headers',
  '',
  'From: <notice@school.example>',
  'Message-ID:',
  ` ${ourId}`,
  'Subject: x',
  '',
  '--_outer_--',
);

/** Words in GB 18030, our mail attached as a mail, in base64 against the rule. */
export const qq = mailOf(
  'Return-Path: <>',
  `From: "=?gb18030?B?${base64(gb.subject)}?=" <PostMaster@qq.example>`,
  'To: notice@school.example',
  `Subject: =?gb18030?B?${base64(gb.subject)}?=`,
  'Content-Type: multipart/mixed; boundary="----=_NextPart_65B0"',
  '',
  'This is a multi-part message in MIME format.',
  '',
  '------=_NextPart_65B0',
  'Content-Type: text/plain; charset="gb18030"',
  'Content-Transfer-Encoding: base64',
  '',
  base64(
    Buffer.concat([
      gb.text,
      Buffer.from('\nhost mx.county.example[192.0.2.9] said: 550 Mailbox not found'),
    ]),
  ),
  '------=_NextPart_65B0',
  'Content-Type: message/rfc822; name="original.eml"',
  'Content-Transfer-Encoding: base64',
  '',
  base64(ourMail),
  '------=_NextPart_65B0--',
);

/** HTML alone; of our mail only what the bounce answers. */
export const exmail = mailOf(
  'From: =?utf-8?B?57O757uf6YCA5L+h?= <postmaster@exmail.example>',
  'To: notice@school.example',
  `In-Reply-To: ${ourId}`,
  'Subject: =?utf-8?B?5p2l6IeqZXhtYWlsLmV4YW1wbGXnmoTpgIDkv6E=?=',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  base64(
    '<html><style>p {font-size: 500; margin: 450}</style><p>抱歉,您的邮件被退回来了。</p>' +
      '<table><tr><td>退信原因</td><td><b>550 5.7.1</b> &lt;li@county.example&gt; 拒收</td></tr></table></html>',
  ),
);

/** Several words between text and our mail as a file that only its ending gives away. */
export const netease = mailOf(
  'Return-Path: <>',
  'From: Postmaster@163.example',
  'To: notice@school.example',
  'Subject: =?GBK?Q?=CF=B5=CD=B3=CD=CB=D0=C5?=',
  'Content-Type: multipart/mixed; boundary=abc',
  '',
  '--abc',
  'Content-Type: text/html; charset=gbk',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<div>=D3=CA=BC=FE=CE=DE=B7=A8=CD=B6=B5=DD</div><p>SMTP error, RCPT TO: Host 163.exa=',
  'mple said: 550 User not found</p>',
  '--abc',
  'Content-Type: application/octet-stream',
  'Content-Disposition: attachment; filename="=?gbk?Q?=D4=AD=D3=CA=BC=FE.eml?="',
  'Content-Transfer-Encoding: base64',
  '',
  base64(ourMail),
  '--abc--',
);

export const sendmailWarning = mailOf(
  'From: Mail Delivery Subsystem <MAILER-DAEMON>',
  'Subject: Warning: could not send message for past 4 hours',
  'Auto-Submitted: auto-generated (warning-timeout)',
  '',
  '    **********************************************',
  '    **      THIS IS A WARNING MESSAGE ONLY      **',
  '    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **',
  '    **********************************************',
  '',
  '   ----- Transcript of session follows -----',
  '<li@county.example>... Deferred: Connection timed out with mx.county.example.',
  '',
  '   ----- Message header follows -----',
  '',
  ourHeader,
);

export const chineseDelay = mailOf(
  'Return-Path: <>',
  'From: =?utf-8?B?6YKu5Lu257O757uf?= <mailer-daemon@mail.county.example>',
  `In-Reply-To: ${ourId}`,
  'Subject: 投递延迟通知',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  '您的邮件暂未送达,系统将继续尝试投递,无需重新发送。',
);

/** A person's automatic replies, with no envelope sender as RFC 3834 asks. */
export function automaticReply(...header: readonly string[]): string {
  return mailOf(
    'Return-Path: <>',
    'From: =?utf-8?B?5p2O5piO?= <li@county.example>',
    'To: notice@school.example',
    `In-Reply-To: ${ourId}`,
    `References: ${ourId}`,
    ...header,
    'Content-Type: text/plain; charset=utf-8',
    '',
    '我正在休假。邮件无法投递到旧地址: 550 5.1.1。',
    '',
    '----- 原始邮件 -----',
    `Message-ID: ${ourId}`,
  );
}

export const readReceipt = mailOf(
  'Return-Path: <>',
  'From: postmaster@county.example',
  'Subject: Undeliverable? No: read',
  `In-Reply-To: ${ourId}`,
  'Content-Type: multipart/report; report-type=disposition-notification; boundary=r',
  '',
  '--r',
  'Content-Type: text/plain',
  '',
  'Your message could not be delivered unread: 550 5.1.1.',
  '--r',
  'Content-Type: message/disposition-notification',
  '',
  `Original-Message-ID: ${ourId}`,
  'Disposition: manual-action/MDN-sent-manually; displayed',
  '--r--',
);
