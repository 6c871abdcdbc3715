/** A mail as bytes, read by somebody else's parser. */
import * as fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { composeMail } from '../../../src/channels/smtp-mail.ts';
import { dispatchId, message } from './message.ts';

const from = { name: '整改办', address: 'office@school.example' };
const to = { name: '李老师', address: 'li@school.example' };

describe('a mail', () => {
  test('is from us, to one person, and says that a machine has sent it', async () => {
    const parsed = await PostalMime.parse(composeMail(message(), from, to));
    expect(parsed).toMatchObject({
      from,
      to: [to],
      subject: '【整改提醒】XC-2024-01-003 食堂陪餐记录:还有 10 天',
      messageId: `<${dispatchId}@rectiflow.school.example>`,
    });
    const headers = new Map(parsed.headers.map(({ key, value }) => [key, value]));
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now())).toBeLessThan(60_000);
    expect(headers.has('x-mailer')).toBe(false);
  });

  test('says in text and in HTML what it was given, whatever that is', async () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2_000 });
    await fc.assert(
      fc.asyncProperty(words, words, async (text, html) => {
        const bytes = composeMail(message({ text, html: `<p>${html}</p>` }), from, to);
        const parsed = await PostalMime.parse(bytes);
        expect(parsed.text).toBe(text.replaceAll(/\r\n|\r|\n/gu, '\r\n'));
        expect(parsed.html).toBe(`<p>${html.replaceAll(/\r\n|\r|\n/gu, '\r\n')}</p>`);
        expect(parsed.attachments).toEqual([]);
      }),
    );
  });

  test('is lines of ASCII, none longer than 78 characters, that end with CRLF and nothing else', () => {
    const text = '食堂陪餐记录不全。\n'.repeat(5_000);
    const mail = composeMail(message({ text, subject: '题目'.repeat(200) }), from, to).toString(
      'latin1',
    );
    expect(mail).toMatch(/^[\r\n\x20-\x7E]*$/u);
    expect(mail.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
    expect(mail.endsWith('\r\n')).toBe(true);
    expect(Math.max(...mail.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
  });

  test('of another dispatch has other boundaries: one within the other can be told apart', () => {
    const other = '0192f0c8-7e1a-7cc3-98c4-dc0c0c073990';
    const boundaries = [dispatchId, other].map((id) => {
      const mail = composeMail(message({ dispatchId: id }), from, to).toString();
      return /boundary="([^"]+)"/u.exec(mail)?.[1] ?? '';
    });
    expect(boundaries[0]).toContain(dispatchId);
    expect(boundaries[1]).toContain(other);
  });

  test('with a malformed Message-ID is not made', () => {
    for (const messageId of ['', 'x@y.example', '<x>', '<x@y.example>\r\nBcc: <z@y.example>']) {
      expect(() => composeMail(message({ messageId }), from, to)).toThrow(TypeError);
    }
  });
});
