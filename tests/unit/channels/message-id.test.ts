import { describe, expect, test } from 'vitest';
import { messageIdOf } from '../../../src/channels/message-id.ts';

const noticeId = '0192f0c8-7e1a-7cc3-98c4-dc0c0c07398f';

describe('a Message-ID', () => {
  test('is made of the notice and the sender’s domain, the same every time', () => {
    const id = messageIdOf(noticeId, 'Office@School.Example');
    expect(id).toBe(`<${noticeId}@rectiflow.school.example>`);
    expect(messageIdOf(noticeId, 'Office@School.Example')).toBe(id);
  });

  test('is ASCII for a Chinese domain', () => {
    expect(messageIdOf(noticeId, 'office@学校.example')).toBe(
      `<${noticeId}@rectiflow.xn--48s290a.example>`,
    );
  });

  test.each(['', 'office', 'office@', 'office@a b', 'office@x>\r\nBcc: eve@elsewhere.example'])(
    'never takes over an unusable sender (%j)',
    (address) => {
      expect(messageIdOf(noticeId, address)).toBe(`<${noticeId}@rectiflow.invalid>`);
    },
  );

  test('is refused for what is no notice id', () => {
    expect(() => messageIdOf('a>\r\nBcc: b', 'office@school.example')).toThrow(TypeError);
  });
});
