/** Every mail as its reader gets it, kept beside for review: text and HTML. Update with `npx vitest run -u` and read the difference. */
import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../../src/channels/render-message.ts';
import { renderNotice, templateNames, type RenderedNotice } from '../../../src/channels/render.ts';
import { dutyTemplateNames } from '../../../src/channels/texts-duties.ts';
import { situations } from './mail-situations.ts';
import { at, dutySample, zone } from './notice-samples.ts';

const link = `https://ledger.school.example/acknowledge/${'A'.repeat(64)}`;

const textOf = ({ subject, text }: RenderedNotice) => `Subject: ${subject}\n\n${text}`;
const fileOf = (name: string, ending: 'txt' | 'html') => `mails/${name}.${ending}`;

describe('the mail of a finding', () => {
  test('is kept for every template there is', () => {
    expect(situations.map(({ template }) => template)).toEqual(templateNames);
  });

  test.each(situations)('$template', async (facts) => {
    const mail = renderNotice(facts, facts.document === null ? { zone } : { zone, link });
    await expect(textOf(mail)).toMatchFileSnapshot(fileOf(facts.template, 'txt'));
    await expect(mail.html).toMatchFileSnapshot(fileOf(facts.template, 'html'));
  });
});

test.each(dutyTemplateNames)('the mail of a duty: %s', async (template) => {
  const mail = renderNotice({ ...dutySample, template }, { zone });
  await expect(textOf(mail)).toMatchFileSnapshot(fileOf(template, 'txt'));
  await expect(mail.html).toMatchFileSnapshot(fileOf(template, 'html'));
});

test('the digest of a working day', async () => {
  const now = at('2024-07-10T01:10:00Z');
  const inDigest = new Set(['overdue', 'reminder', 'returned', 'due-today']);
  const notices = [...situations.filter(({ template }) => inDigest.has(template)), dutySample];
  const mail = renderMessage(
    {
      dispatchId: '0192f0c8-7e1a-7cc3-98c4-dc0c0c07398f',
      personName: '李明',
      notices: notices.map((facts) => Object.assign({}, facts, { now })),
    },
    { zone, link },
  );
  await expect(textOf(mail)).toMatchFileSnapshot(fileOf('digest', 'txt'));
  await expect(mail.html).toMatchFileSnapshot(fileOf('digest', 'html'));
});

test.each(situations)(
  'the mail of $template can be read on a telephone, by a screen reader, and without a network',
  (facts) => {
    const { html } = renderNotice(facts, { zone, link });
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('<div lang="en"');
    expect(html).toContain('name="viewport"');
    expect(html).toContain('max-width:640px');
    expect(html).toContain('<th scope="row"');
    expect(html).not.toMatch(/<(?:img|script|link|iframe)|url\(/u);
    expect(html).toMatch(/<title>[^<]+<\/title>/u);
  },
);
