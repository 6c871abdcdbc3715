/** Every notice text by its template name. Checked when loaded: a placeholder nobody fills stops the start. */
import type { NoticeText } from './notice-text.ts';
import { checkedText } from './placeholders.ts';
import { dateTexts } from './texts-dates.ts';
import { decisionTexts } from './texts-decisions.ts';
import { ladderTexts } from './texts-ladder.ts';
import { outcomeTexts } from './texts-outcomes.ts';
import { planningTexts } from './texts-planning.ts';
import { reminderTexts } from './texts-reminders.ts';

const texts: ReadonlyMap<string, NoticeText> = new Map(
  Object.entries({
    ...planningTexts,
    ...reminderTexts,
    ...ladderTexts,
    ...outcomeTexts,
    ...dateTexts,
    ...decisionTexts,
  }),
);

/** What documents in due form are numbered under, e.g. 督办〔XC-2024-01〕3号: whatever they are called. */
const documentSeries: ReadonlyMap<string, string> = new Map([
  ['reminder-notice', '催办'],
  ['oversight-order', '督办'],
  ['circular', '通报'],
  ['summons-proposed', '约谈建议'],
]);

/** For a template that a policy names and nobody has worded yet. */
const generalText: NoticeText = {
  tag: '整改通知',
  headline: '有新的情况',
  body: '下列问题有新的情况,请您知悉并按职责办理。',
  next: '请登录整改台账查看详情。',
  english: 'There is news about this finding.',
  englishNext: 'Please look it up in the ledger.',
};

for (const text of [generalText, ...texts.values()]) {
  for (const part of Object.values(text)) checkedText(part);
}

/** The templates that have a text of their own. */
export const templateNames: readonly string[] = [...texts.keys()];

export function textOf(template: string): NoticeText {
  return texts.get(template) ?? generalText;
}

/** The text a template was shipped with; null where there is no such template. */
export function shippedTextOf(template: string): NoticeText | null {
  return texts.get(template) ?? null;
}

/** What documents of the template are numbered under; null where it makes none. */
export function seriesOf(template: string): string | null {
  return documentSeries.get(template) ?? null;
}

/** True for a template that makes a document in due form, e.g. 整改督办单. */
export function documentIn(template: string): boolean {
  return texts.get(template)?.document !== undefined;
}
