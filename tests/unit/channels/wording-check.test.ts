/** What a changed wording may be, and what becomes of it in a mail. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NoticeText } from '../../../src/channels/notice-text.ts';
import { placeholderNames } from '../../../src/channels/placeholders.ts';
import { renderMessage } from '../../../src/channels/render-message.ts';
import { renderNotice } from '../../../src/channels/render.ts';
import { shippedTextOf, templateNames, textOf } from '../../../src/channels/texts.ts';
import { noticeTextSchema, wordingFaults } from '../../../src/channels/wording-check.ts';
import { tenDaysLeft, zone } from './notice-samples.ts';

const shipped = textOf('reminder');
const order = textOf('oversight-order');

const render = (part: Partial<NoticeText>, facts = tenDaysLeft) =>
  renderNotice(facts, { zone, texts: () => ({ ...textOf(facts.template), ...part }) });

describe('a wording', () => {
  test.each(templateNames)('as %s was shipped with is one', (template) => {
    const text = shippedTextOf(template);
    expect(noticeTextSchema.parse(text)).toEqual(text);
    expect(wordingFaults(textOf(template), textOf(template))).toEqual([]);
  });

  test('of a template nobody knows was never shipped', () => {
    expect(shippedTextOf('constructor')).toBeNull();
  });

  test.each<[string, object, string]>([
    ['without a tag', { tag: ' ' }, 'tag'],
    ['without a body', { body: '\u202E\n' }, 'body'],
    ['with a tag too long', { tag: '长'.repeat(41) }, 'tag'],
    ['with a body too long', { body: 'x'.repeat(4_001) }, 'body'],
    ['with a field more', { html: '<b>' }, ''],
    ['with a number for a text', { next: 1 }, 'next'],
    ['with a document that is undefined', { document: undefined }, 'document'],
  ])('%s is none', (_how, part, path) => {
    const { error } = noticeTextSchema.safeParse({ ...shipped, ...part });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  test.each(Object.keys(order) as (keyof NoticeText)[])(
    'names only what is on the list, in %s too',
    (field) => {
      for (const wrong of ['{{nummer}}', '{{constructor}}', '{{ number }}', '{{number}', '}}']) {
        const [fault, ...others] = wordingFaults({ ...order, [field]: wrong }, order);
        expect(fault?.startsWith(`${field}: `)).toBe(true);
        expect(fault).toContain(placeholderNames.join(', '));
        expect(others).toEqual([]);
      }
    },
  );

  test('names a value thirty times a field at most', () => {
    const body = '{{title}}'.repeat(30);
    expect(wordingFaults({ ...shipped, body }, shipped)).toEqual([]);
    expect(wordingFaults({ ...shipped, body: `${body}{{title}}` }, shipped)).toHaveLength(1);
  });

  test('keeps a document one, and makes none of what is not', () => {
    expect(wordingFaults(shipped, order)).toEqual([expect.stringMatching(/^document: /u)]);
    const made = { ...shipped, document: '整改令' };
    expect(wordingFaults(made, shipped)).toEqual([expect.stringMatching(/^document: /u)]);
  });
});

describe('a mail with a wording of one’s own', () => {
  test('says it, in subject, text and HTML, and the digest says its subject', () => {
    const own = render({ tag: '请办', headline: '{{unit}}请抓紧', body: '{{title}}\n第二段' });
    expect(own.subject).toMatch(/^【请办】XC-2024-01-003 .*:总务处请抓紧,/u);
    expect(own.text).toContain(`${tenDaysLeft.finding.title}\n\n第二段`);
    const urgent = new Map([['reminder', { ...shipped, tag: '请办' }]]);
    const texts = (template: string) => urgent.get(template) ?? textOf(template);
    const notices = [tenDaysLeft, { ...tenDaysLeft, noticeId: 'other' }];
    const digest = renderMessage({ dispatchId: 'd', personName: '李明', notices }, { zone, texts });
    expect(digest.text.match(/【请办】/gu)).toHaveLength(2);
  });

  test('fills placeholders in the tag and in the name of the document', () => {
    const own = render({ tag: '{{unit}}', document: '{{unit}}整改令' });
    expect(own.subject.startsWith('【总务处】')).toBe(true);
    expect(own.text.startsWith('总务处整改令\n')).toBe(true);
  });

  test('shows markup in it and in the values instead of obeying it', () => {
    const markup = '<script>alert("1")</script><a href=\'x\'>{{title}}</a>&amp;';
    const part = Object.fromEntries(Object.keys(order).map((field) => [field, markup]));
    const facts = {
      ...tenDaysLeft,
      finding: { ...tenDaysLeft.finding, title: '<img src=x>{{number}}' },
    };
    const { html, text, subject } = render(part, facts);
    expect(html).not.toMatch(/<script|<a |<img/u);
    expect(html).toContain('&lt;img src=x&gt;{{number}}');
    expect(html).toContain('&amp;amp;');
    expect(text).toContain('<script>alert("1")</script>');
    expect(subject).toContain('<script>');
  });

  test('is one line in the subject and bounded in all, whatever is written', () => {
    const field = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(fc.constantFrom('{{title}}', '\n', '</p>', '\u202E', '\uD800', '字'), {
          maxLength: 60,
        })
        .map((parts) => parts.join('')),
    );
    const written = fc.record({ tag: field, headline: field, body: field, next: field });
    fc.assert(
      fc.property(written, (part) => {
        const parsed = noticeTextSchema.safeParse({ ...shipped, ...part });
        if (!parsed.success || wordingFaults(parsed.data, shipped).length > 0) return;
        const facts = { ...tenDaysLeft, personName: 'x'.repeat(1_000) };
        const { subject, text, html } = render(parsed.data, facts);
        expect(subject).not.toMatch(/[\r\n\p{Cc}\p{Cs}\u202E]/u);
        expect(subject.length).toBeLessThanOrEqual(200);
        expect(text.length + html.length).toBeLessThan(200_000);
        expect(html.match(/<p /gu)?.length).toBeLessThan(300);
      }),
    );
  });
});
