import { describe, expect, test } from 'vitest';
import { parseSmtpUrl } from '../../../src/channels/smtp-url.ts';
import { RectiflowError } from '../../../src/errors.ts';

describe('SMTP_URL', () => {
  test('names server, port and account', () => {
    expect(parseSmtpUrl('smtp://office:secret@smtp.school.example:2525')).toEqual({
      host: 'smtp.school.example',
      port: 2525,
      secure: false,
      startTls: 'required',
      auth: { user: 'office', pass: 'secret' },
    });
  });

  test('may leave out port and account', () => {
    expect(parseSmtpUrl('smtp://smtp.school.example')).toMatchObject({ port: 587, auth: null });
    expect(parseSmtpUrl('smtps://smtp.school.example/')).toMatchObject({ port: 465, secure: true });
  });

  test('takes special characters in their percent form', () => {
    expect(
      parseSmtpUrl('smtps://li%40school.example:p%40%23%2F%25:w@smtp.school.example').auth,
    ).toEqual({
      user: 'li@school.example',
      pass: 'p@#/%:w',
    });
  });

  test.each([
    ['smtp://127.0.0.1:1025', '127.0.0.1', 'never'],
    ['smtp://a:b@localhost:1025', 'localhost', 'never'],
    ['smtp://[::1]:1025', '::1', 'never'],
    ['smtp://127.0.0.1:1025?tls=required', '127.0.0.1', 'required'],
    ['smtp://relay.school.example:25', 'relay.school.example', 'ifOffered'],
    ['smtp://a:b@relay.school.example:25', 'relay.school.example', 'required'],
    ['smtp://a:b@relay.school.example:25?tls=optional', 'relay.school.example', 'ifOffered'],
    ['smtp://mail_relay:25', 'mail_relay', 'ifOffered'],
  ])('%s: STARTTLS on %s is %s', (url, host, startTls) => {
    expect(parseSmtpUrl(url)).toMatchObject({ host, startTls });
  });

  test.each([
    ['', 'smtp://user:password@host:port'],
    ['smtp.school.example:25', 'must start with'],
    ['http://office:hunter2@smtp.school.example', 'must start with'],
    ['smtp://office:hunter2@', 'smtp://user:password@host:port'],
    ['smtp://', 'host'],
    ['smtp://office:hunter2@smtp.school.example:port', 'smtp://user:password@host:port'],
    ['smtp://office:hunter2@smtp.school.example:99999', 'smtp://user:password@host:port'],
    ['smtp://office:hunter2@smtp.school.example:0', 'port'],
    ['smtp://office:hun#ter2@smtp.school.example', 'smtp://user:password@host:port'],
    ['smtp://office:hunter2@smtp.school.example/path', 'special characters'],
    ['smtp://office:hunter2@smtp.school.example#x', 'special characters'],
    ['smtp://office@smtp.school.example', 'together'],
    ['smtp://:hunter2@smtp.school.example', 'together'],
    ['smtp://office:hunter2%@smtp.school.example', '%25'],
    ['smtp://office:hunter2@smtp.school.example?tls=never', 'tls=required'],
    ['smtp://office:hunter2@smtp.school.example?debug=1', 'tls=required'],
    ['smtp://office:hunter2@smtp school.example', 'smtp://user:password@host:port'],
  ])('%j is refused, saying why and without the password', (url, why) => {
    let refusal: unknown;
    try {
      parseSmtpUrl(url);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(RectiflowError);
    const { code, message, detail, cause } = refusal as RectiflowError;
    expect(code).toBe('config_invalid');
    expect(message).toContain('SMTP_URL');
    expect(message).toContain(why);
    expect(JSON.stringify([message, detail, cause ?? null])).not.toMatch(/hun#?ter2|hun/u);
  });
});
