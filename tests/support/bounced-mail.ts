/** What a mail server sends back that could not deliver a message. */

/** The mail with that Message-ID has come back; `delayed` where the server still tries. */
export function bouncedMail(messageId: string, action: 'failed' | 'delayed' = 'failed'): Buffer {
  const lines = [
    'From: MAILER-DAEMON@mx.school.example',
    'Return-Path: <>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=gbk',
    'Content-Transfer-Encoding: 8bit',
    '',
    'REASON',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.school.example',
    '',
    'Final-Recipient: rfc822; he@school.example',
    `Action: ${action}`,
    `Status: ${action === 'failed' ? '5.1.1' : '4.4.1'}`,
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    '--b--',
    '',
  ];
  const [before = '', after = ''] = lines.join('\r\n').split('REASON');
  // 无此用户, in bytes that are no UTF-8: mails are not texts.
  const reason = Buffer.from([0xce, 0xde, 0xb4, 0xcb, 0xd3, 0xc3, 0xbb, 0xa7]);
  return Buffer.concat([Buffer.from(before), reason, Buffer.from(after)]);
}
