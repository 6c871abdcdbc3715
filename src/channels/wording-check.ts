/** What a changed wording may be: plain text, bounded, with placeholders from the list and no others. Pure. */
import { z } from 'zod';
import type { NoticeText } from './notice-text.ts';
import { oneLine, plainLines } from './one-line.ts';
import { checkedText, placeholderNames, placeholdersIn } from './placeholders.ts';

/** A value has at most 300 characters: with so many of them a field stays a text for a mail. */
const placeholdersMax = 30;
/** As much of a fault as is shown: the text may be long. */
const faultMax = 120;

const line = (max: number) => z.string().overwrite(oneLine).max(max);
const lines = (max: number) => z.string().overwrite(plainLines).min(1).max(max);

/** The fields, cleaned as everything is that goes into a mail. Lengths in UTF-16 units. */
export const noticeTextSchema = z.strictObject({
  tag: line(40).min(1),
  // Empty where the deadline says it all.
  headline: line(100),
  document: line(60).min(1).exactOptional(),
  body: lines(4_000),
  next: lines(2_000),
  english: lines(4_000),
  englishNext: lines(2_000),
});

/** What is wrong with the text in place of the shipped one: `field: what`, one line each. */
export function wordingFaults(text: NoticeText, shipped: NoticeText): readonly string[] {
  const fields = Object.entries(text).flatMap(([field, value]: [string, string]) => {
    const fault = placeholderFault(value);
    return fault === null ? [] : [`${field}: ${fault}`];
  });
  return [...documentFaults(text, shipped), ...fields];
}

/** How a notice is told, alone or with others, goes by its being a document: that is not a matter of words. */
function documentFaults({ document }: NoticeText, shipped: NoticeText): readonly string[] {
  if ((document === undefined) === (shipped.document === undefined)) return [];
  return document === undefined
    ? [
        'document: 此通知为正式文书,须有文书名称 / must be given: this notice is a document in due form',
      ]
    : ['document: 此通知不是正式文书 / must be left out: this notice is no document in due form'];
}

function placeholderFault(value: string): string | null {
  try {
    checkedText(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const known = placeholderNames.join(', ');
    return `${error.message.slice(0, faultMax)}. 可用 / Allowed: ${known}`;
  }
  const count = placeholdersIn(value);
  if (count <= placeholdersMax) return null;
  return `占位符过多 / too many placeholders: ${count}, at most ${placeholdersMax}`;
}
