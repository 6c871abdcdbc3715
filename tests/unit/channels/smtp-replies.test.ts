/** What mail servers say, and what it means for a notice. Addresses and hosts are made up. */
import { describe, expect, test } from 'vitest';
import {
  meaningOf,
  outcomeOfReply,
  type ReplyVerdict,
} from '../../../src/channels/smtp-replies.ts';
import { report } from '../../support/report.ts';

type Row = readonly [verdict: ReplyVerdict, code: string, reply: string];

const replies: Readonly<Record<string, readonly Row[]>> = {
  'QQ and Exmail': [
    ['slowDown', 'smtp_rate_limited', '550 Domain frequency limited. http://service.mail.qq.com/'],
    ['slowDown', 'smtp_rate_limited', '550 Sender frequency limited [Mh123 IP: 198.51.100.7]'],
    [
      'slowDown',
      'smtp_rate_limited',
      '550 Ip frequency limited. https://open.work.weixin.qq.com/help',
    ],
    ['slowDown', 'smtp_rate_limited', '550 Connection frequency limited'],
    [
      'slowDown',
      'smtp_rate_limited',
      '550 Mailbox unavailable or access denied [MqAAA IP: 203.0.113.9]',
    ],
    ['slowDown', 'smtp_rate_limited', '550 该域名当日发信量达到上限'],
    ['permanent', 'smtp_550', '550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help'],
    [
      'permanent',
      'smtp_550',
      '550 The recipient may contain a non-existent account, please check the recipient address.',
    ],
    ['permanent', 'smtp_550', '550 Mail content denied. http://service.mail.qq.com/'],
    ['permanent', 'smtp_550', '550 Error: content rejected; https://mail.qq.com'],
    ['permanent', 'smtp_501', '501 Bad address syntax'],
    ['configError', 'smtp_sender', '501 mail from address must be same as authorization user'],
    ['configError', 'smtp_auth', '535 Login Fail. Please enter your authorization code to login.'],
    ['configError', 'smtp_auth', '535 Error: authentication failed, system busy'],
    ['configError', 'smtp_auth', '503 Error: need EHLO and AUTH first !'],
    ['configError', 'smtp_auth', '535 登录失败,请使用授权码登录'],
    ['configError', 'smtp_sender', '550 SPF check failed for the sender domain'],
    ['retry', 'smtp_421', '421 Service not available, closing transmission channel'],
    ['configError', 'smtp_auth', '550 请先登录'],
    ['retry', 'smtp_450', '450 服务器忙,请稍后重试'],
  ],
  'NetEase (163, 126)': [
    ['retry', 'smtp_451', '451 DT:SPM mx10,O8CowACXZ, please try again 1700000000'],
    ['slowDown', 'smtp_rate_limited', '421 HL:IFC 163 smtp5,NDdJvLCb 1700000000'],
    ['slowDown', 'smtp_rate_limited', '421 HL:ICC 163 smtp5,NDdJvLCb 1700000000'],
    ['slowDown', 'smtp_rate_limited', '421 HL:REP 126 mx3'],
    ['slowDown', 'smtp_rate_limited', '450 MI:DMC 163 smtp7'],
    ['slowDown', 'smtp_rate_limited', '451 MI:SFQ 163 smtp12'],
    ['slowDown', 'smtp_rate_limited', '450 RP:QRC 163 smtp3'],
    ['slowDown', 'smtp_rate_limited', '550 RP:TRC 163 smtp14'],
    ['slowDown', 'smtp_rate_limited', '554 MI:STC 163 smtp1'],
    ['slowDown', 'smtp_rate_limited', '554 HL:IHU 163 mx20'],
    ['slowDown', 'smtp_rate_limited', '554 IP is rejected, smtp auth error limit exceed'],
    [
      'slowDown',
      'smtp_rate_limited',
      '451 Requested mail action not taken: too much fail authentication',
    ],
    ['permanent', 'smtp_554', '554 DT:SPM 163 smtp8, please see http://mail.163.com/help'],
    ['permanent', 'smtp_550', '550 User not found: nobody@163.example'],
    ['permanent', 'smtp_550', '550 Invalid User: nobody@126.example'],
    ['permanent', 'smtp_550', '550 User suspended'],
    ['permanent', 'smtp_552', '552 Requested mail action aborted: exceeded mailsize limit'],
    [
      'configError',
      'smtp_sender',
      '554 DT:SUM 163 smtp6 envelope from and header from do not match',
    ],
    ['configError', 'smtp_auth', '550 User has no permission: authentication is required'],
    ['configError', 'smtp_auth', '553 authentication is required,163 smtp4'],
    ['configError', 'smtp_sender', '553 Mail from must equal authorized user'],
    ['configError', 'smtp_blocked', '554 HL:IPB 163 mx5'],
    ['retry', 'smtp_450', '450 mailbox unavailable. (邮箱暂时不可用)'],
  ],
  'Exchange and Exchange Online': [
    [
      'slowDown',
      'smtp_rate_limited',
      '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending',
    ],
    [
      'slowDown',
      'smtp_rate_limited',
      '550 5.2.251 Sender throttled due to excessive message submission rate',
    ],
    ['slowDown', 'smtp_rate_limited', '550 5.2.253 Sender throttled'],
    [
      'slowDown',
      'smtp_rate_limited',
      '550 5.2.255 Sender throttled due to continuous policy violation',
    ],
    [
      'slowDown',
      'smtp_rate_limited',
      "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message due to a permanent exception with message The message can't be submitted because the sender's submission quota was exceeded.",
    ],
    [
      'slowDown',
      'smtp_rate_limited',
      '451 4.7.650 The mail server [198.51.100.7] has been temporarily rate limited due to IP reputation.',
    ],
    ['retry', 'smtp_451', '451 4.7.500 Server busy. Please try again later from [198.51.100.7].'],
    [
      'retry',
      'smtp_421',
      '421 4.3.2 The maximum session duration has been reached, closing transmission channel',
    ],
    ['retry', 'smtp_452', '452 4.3.1 Insufficient system resources'],
    [
      'permanent',
      'smtp_550',
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    ],
    [
      'permanent',
      'smtp_550',
      '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group',
    ],
    [
      'permanent',
      'smtp_554',
      '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded',
    ],
    [
      'permanent',
      'smtp_554',
      '554 5.2.0 STOREDRV.Deliver.Exception:AccountDisabledException; Failed to process message',
    ],
    ['permanent', 'smtp_552', '552 5.3.4 Message size exceeds fixed maximum message size'],
    [
      'configError',
      'smtp_auth',
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
    ],
    [
      'configError',
      'smtp_auth',
      '530 5.7.57 Client not authenticated to send mail. [SG2PR01CA0001]',
    ],
    [
      'configError',
      'smtp_sender',
      '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    ],
    ['configError', 'smtp_sender', '550 5.1.8 Access denied, bad outbound sender AS(42003)'],
    [
      'configError',
      'smtp_relay',
      '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain',
    ],
    [
      'configError',
      'smtp_blocked',
      '550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.',
    ],
  ],
  Postfix: [
    [
      'retry',
      'smtp_greylisted',
      '450 4.2.0 <li@school.example>: Recipient address rejected: Greylisted, see http://postgrey.example/help',
    ],
    [
      'retry',
      'smtp_450',
      '450 4.1.1 <li@school.example>: Recipient address rejected: unverified address',
    ],
    ['retry', 'smtp_451', '451 4.3.0 <li@school.example>: Temporary lookup failure'],
    ['retry', 'smtp_greylisted', '451 4.7.1 Greylisting in action, please come back later'],
    [
      'retry',
      'smtp_454',
      '454 4.7.0 Temporary authentication failure: Connection lost to authentication server',
    ],
    ['slowDown', 'smtp_rate_limited', '450 4.7.1 Error: too much mail from 198.51.100.7'],
    [
      'slowDown',
      'smtp_rate_limited',
      '421 4.7.0 mx.school.example Error: too many connections from 198.51.100.7',
    ],
    [
      'slowDown',
      'smtp_rate_limited',
      '550 5.4.5 <li@school.example>: Recipient address rejected: Domain Sending Quota Exceeded',
    ],
    [
      'permanent',
      'smtp_550',
      '550 5.1.1 <nobody@school.example>: Recipient address rejected: User unknown in virtual mailbox table',
    ],
    ['permanent', 'smtp_554', '554 5.7.1 Spam message rejected'],
    ['configError', 'smtp_relay', '554 5.7.1 <li@elsewhere.example>: Relay access denied'],
    [
      'configError',
      'smtp_sender',
      '553 5.7.1 <noreply@school.example>: Sender address rejected: not owned by user office',
    ],
    ['configError', 'smtp_tls', '530 5.7.0 Must issue a STARTTLS command first'],
    [
      'configError',
      'smtp_blocked',
      '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org',
    ],
    ['configError', 'smtp_auth', '535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6'],
  ],
  Gmail: [
    [
      'slowDown',
      'smtp_rate_limited',
      '450-4.2.1 The user you are trying to contact is receiving mail too quickly.\n450-4.2.1 Please resend your message at a later time.\n450 4.2.1 https://support.google.com/mail/?p=ReceivingRate x1-2 - gsmtp',
    ],
    [
      'slowDown',
      'smtp_rate_limited',
      '550-5.2.1 The user you are trying to contact is receiving mail at a rate that\n550-5.2.1 prevents additional messages from being delivered. For more\n550 5.2.1 information, please visit https://support.google.com/mail/?p=ReceivingRatePerm - gsmtp',
    ],
    [
      'slowDown',
      'smtp_rate_limited',
      '550 5.4.5 Daily user sending limit exceeded. For more information go to 550 5.4.5 https://support.google.com/a/answer/166852 - gsmtp',
    ],
    [
      'slowDown',
      'smtp_rate_limited',
      '421-4.7.28 Our system has detected an unusual rate of unsolicited mail originating\n421 4.7.28 from your IP address. - gsmtp',
    ],
    [
      'slowDown',
      'smtp_rate_limited',
      '454 4.7.0 Too many login attempts, please try again later. - gsmtp',
    ],
    [
      'permanent',
      'smtp_550',
      "550-5.1.1 The email account that you tried to reach does not exist. Please try\n550-5.1.1 double-checking the recipient's email address for typos or\n550 5.1.1 unnecessary spaces. - gsmtp",
    ],
    [
      'permanent',
      'smtp_552',
      '552 5.2.2 The email account that you tried to reach is over quota - gsmtp',
    ],
    [
      'configError',
      'smtp_sender',
      '550-5.7.26 This mail has been blocked because the sender is unauthenticated.\n550 5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM. - gsmtp',
    ],
    [
      'configError',
      'smtp_auth',
      '535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8 https://support.google.com/mail/?p=BadCredentials - gsmtp',
    ],
    [
      'configError',
      'smtp_auth',
      '534-5.7.9 Application-specific password required. For more information, go to\n534 5.7.9 https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp',
    ],
    [
      'retry',
      'smtp_452',
      '452 4.2.2 The email account that you tried to reach is over quota. - gsmtp',
    ],
    [
      'configError',
      'smtp_blocked',
      '550-5.7.1 [198.51.100.7] The IP you are using to send mail is not authorized to\n550-5.7.1 send email directly to our servers. Please use the SMTP relay at your\n550 5.7.1 service provider instead. - gsmtp',
    ],
  ],
  'Chinese words of other servers': [
    ['permanent', 'smtp_550', '550 收件人不存在'],
    ['permanent', 'smtp_552', '552 邮件大小超过限制'],
    ['slowDown', 'smtp_rate_limited', '554 发送频率过高,请稍后再试'],
    ['slowDown', 'smtp_rate_limited', '550 发送过于频繁'],
    ['slowDown', 'smtp_rate_limited', '554 系统繁忙,请稍候重试'],
    ['slowDown', 'smtp_rate_limited', '552 Daily sending quota exceeded'],
    ['configError', 'smtp_auth', '550 需要验证身份'],
    ['configError', 'smtp_sender', '554 发件人与登录账号不一致'],
    ['configError', 'smtp_blocked', '554 IP 地址已被列入黑名单'],
    ['permanent', 'smtp_554', '554 邮件被判定为垃圾邮件'],
    ['retry', 'smtp_421', '421 系统维护'],
  ],
  'servers of many makes': [
    [
      'slowDown',
      'smtp_rate_limited',
      '421 4.7.0 [TSS04] Messages from 198.51.100.7 temporarily deferred due to unexpected volume or user complaints',
    ],
    [
      'slowDown',
      'smtp_rate_limited',
      "550 5.7.233 Your message can't be sent because your tenant exceeded its limit",
    ],
    [
      'configError',
      'smtp_blocked',
      '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname',
    ],
    [
      'permanent',
      'smtp_550',
      '550 5.4.1 Recipient address rejected: Access denied. [SG2APC01FT001]',
    ],
    ['permanent', 'smtp_550', '550 Remote server rejected the message: policy of the recipient'],
    ['permanent', 'smtp_551', '551 User not local; please try <li@elsewhere.example>'],
    ['permanent', 'smtp_552', '552 5.3.4 Error: message too large'],
    ['permanent', 'smtp_552', '552 Quota exceeded (mailbox for user is full)'],
    ['permanent', 'smtp_550', '550 5.7.1 Message rejected by the content filter'],
    ['permanent', 'smtp_553', '553 5.1.2 We were unable to find the recipient domain'],
    [
      'configError',
      'smtp_relay',
      "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    ],
    ['configError', 'smtp_blocked', '550 JunkMail rejected - mail.school.example is in an RBL'],
    [
      'configError',
      'smtp_blocked',
      '554 5.7.1 <unknown[198.51.100.7]>: Client host rejected: Access denied',
    ],
    [
      'configError',
      'smtp_tls',
      '538 5.7.11 Encryption required for requested authentication mechanism',
    ],
    [
      'configError',
      'smtp_sender',
      '550 5.7.509 Access denied, sending domain does not pass DMARC verification',
    ],
    ['configError', 'smtp_sender', '550 5.1.7 Invalid address of the sender'],
    ['configError', 'smtp_auth', '526 Authentication failure'],
    [
      'slowDown',
      'smtp_rate_limited',
      '450 4.7.1 Sender address rejected: Deferring: Too many messages from sender in last 60 minutes',
    ],
    ['slowDown', 'smtp_rate_limited', '550 5.7.1 Sender exceeded the limit of messages per hour'],
    ['slowDown', 'smtp_rate_limited', '550 This account has been temporarily suspended'],
    ['slowDown', 'smtp_rate_limited', '554 5.2.0 Sender limits reached'],
  ],
  'Unknown words': [
    ['retry', 'smtp_450', '450 Nothing to see here'],
    ['retry', 'smtp_499', '499'],
    ['permanent', 'smtp_550', '550 No.'],
    ['permanent', 'smtp_571', '571 5.7.1 Delivery not authorized, message refused'],
    ['permanent', 'smtp_599', '599'],
    ['retry', 'smtp_503', '503 5.5.1 Bad sequence of commands'],
  ],
};

for (const [server, rows] of Object.entries(replies)) {
  describe(`a reply of ${server}`, () => {
    test.each(rows)('is %s (%s): %s', (verdict, code, reply) => {
      expect(meaningOf(reply, 'message')).toMatchObject({ verdict, code });
    });
  });
}

const pause = (reply: string): number => meaningOf(reply, 'message').retryAfterMs ?? 0;

test('the table is as long as the reliability page asks, and names no line twice', () => {
  const rows = Object.values(replies).flat();
  const lines = new Set(rows.map(([, , reply]) => reply));
  const right = rows.filter(
    ([verdict, , reply]) => meaningOf(reply, 'message').verdict === verdict,
  );
  report('Replies of mail servers', {
    sources: Object.keys(replies).length,
    lines: lines.size,
    Chinese: [...lines].filter((line) => /\p{Script=Han}/u.test(line)).length,
    right: right.length,
  });
  expect(lines.size).toBeGreaterThanOrEqual(60);
  expect(lines.size).toBe(rows.length);
  expect(right).toEqual(rows);
});

describe('as an outcome', () => {
  test('a permanent refusal of the notice ends it', () => {
    expect(outcomeOfReply('550 5.1.1 User unknown', 'message')).toEqual({
      outcome: 'refused',
      code: 'smtp_550',
    });
  });

  test('a refusal before the notice was named concerns the set-up, so the notice is kept', () => {
    const outcome = outcomeOfReply('554 No SMTP service here', 'session');
    expect(outcome).toMatchObject({ outcome: 'deferred', code: 'smtp_554' });
    expect(outcome).toHaveProperty('retryAfterMs');
  });

  test('an ordinary deferral leaves the pause to the caller, greylisting asks for 5 to 30 minutes', () => {
    expect(outcomeOfReply('450 4.3.0 Try later', 'message')).toEqual({
      outcome: 'deferred',
      code: 'smtp_450',
    });
    const { retryAfterMs = 0 } = meaningOf('451 4.7.1 Greylisted', 'message');
    expect(retryAfterMs).toBeGreaterThanOrEqual(5 * 60_000);
    expect(retryAfterMs).toBeLessThanOrEqual(30 * 60_000);
  });

  test('limits and set-up faults wait longer than greylisting', () => {
    const grey = pause('451 4.7.1 Greylisted');
    expect(pause('550 Domain frequency limited')).toBeGreaterThan(grey);
    expect(pause('552 Daily sending quota exceeded')).toBeGreaterThan(
      pause('550 Domain frequency limited'),
    );
    expect(pause('535 5.7.8 authentication failed')).toBeGreaterThan(grey);
  });

  test('the code never carries the words of the server', () => {
    for (const [, , reply] of Object.values(replies).flat()) {
      expect(meaningOf(reply, 'message').code).toMatch(/^smtp_[a-z0-9_]+$/u);
    }
  });

  test('a reply of any length is read in no time', () => {
    const endless = `550 ${'IP exceed sender not auth '.repeat(200_000)}`;
    expect(meaningOf(endless, 'message').verdict).toBeDefined();
  });
});
