/** What HTTP takes in and gives to read about the wording of notices, as zod schemas. */
import { z } from 'zod';
import { noticeTextSchema } from '../channels/wording-check.ts';
import { wordingNoteSchema, type Wording } from '../wordings.ts';
import { apiRegistry } from './api-registry.ts';
import { printedInstant } from './finding-schemas.ts';
import { openBodySchema } from './request-schemas.ts';

const actorSchema = openBodySchema.shape.by;
const samplePerson = { kind: 'person', id: 'zhang-wei', unit: 'inspection-office' } as const;
const sampleText = {
  tag: '核查任务',
  headline: '提请核查',
  body: '{{unit}}的“{{title}}”问题已提请核查,请您核查。',
  next: '请在 {{due}} 前作出通过或退回的决定。',
  english: 'This finding has been submitted for you to check.',
  englishNext: 'Please approve or return it by {{dueEn}}.',
};

const textSchema = noticeTextSchema.register(apiRegistry, {
  id: 'NoticeText',
  description:
    '一个模板的文本:纯文本,可用清单内的占位符 {{name}};document 仅正式文书有。 / The text of a template: plain text ' +
    'with placeholders from the list; `document` for documents in due form only.',
});

export const templateParams = z.strictObject({
  template: z
    .string()
    .max(100)
    .register(apiRegistry, { description: '模板名,如 reminder / The template, by its name.' }),
});

export const changeBodySchema = z
  .strictObject({ text: textSchema, note: wordingNoteSchema, by: actorSchema })
  .register(apiRegistry, {
    description: '更改一个模板的文本 / Words a template anew.',
    'x-examples': {
      核查任务: {
        summary: '更改核查任务的文本',
        value: { text: sampleText, note: '写明期限', by: samplePerson },
      },
    },
  });

export const withdrawBodySchema = z.strictObject({ by: actorSchema }).register(apiRegistry, {
  description: '恢复出厂文本 / Goes back to the shipped text.',
  'x-examples': { 恢复: { summary: '恢复', value: { by: samplePerson } } },
});

export const wordingPreviewBodySchema = z
  .strictObject({
    findingId: z
      .uuid()
      .toLowerCase()
      .register(apiRegistry, { description: '问题的 id / The id of a finding.' }),
    text: textSchema.nullable().default(null),
  })
  .register(apiRegistry, {
    description: '以一个真实问题预览;不给 text 则用现用文本 / Without `text`, the one in use.',
    'x-examples': {
      预览: {
        summary: '预览',
        value: { findingId: '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f', text: sampleText },
      },
    },
  });

export const wordingSchema = z
  .strictObject({
    template: z.string(),
    shipped: textSchema,
    text: textSchema,
    change: z
      .strictObject({
        version: z.int().positive(),
        withdrawn: z.boolean(),
        at: printedInstant,
        by: actorSchema,
        note: z.string().nullable(),
      })
      .nullable(),
  })
  .register(apiRegistry, {
    id: 'Wording',
    description:
      '一个模板:出厂文本 shipped、现用文本 text、最近一次更改 change。 / A template: the text it was shipped with, the one ' +
      'in use, and the latest change; `null` where there was none.',
  }) satisfies z.ZodType<Wording>;

export const wordingListSchema = z
  .strictObject({ items: z.array(wordingSchema) })
  .register(apiRegistry, { id: 'WordingList' });

export const renderedSchema = z
  .strictObject({ subject: z.string(), text: z.string(), html: z.string() })
  .register(apiRegistry, {
    id: 'RenderedNotice',
    description: '邮件的主题、纯文本和 HTML / The mail: subject, text and HTML.',
  });
