/** Renders a notice as a mail: subject, text and HTML. Pure; whatever the facts say, it never throws. */
import type { DutyNoticeFacts, NoticeFacts } from './channel.ts';
import { dutyNotice } from './duty-notice.ts';
import { dayText, dueDayText } from './notice-dates.ts';
import { htmlLayout, textLayout } from './notice-layout.ts';
import { sectionsOf, type Section } from './notice-sections.ts';
import type { NoticeText, TextOf } from './notice-text.ts';
import { provisionalMark, valuesOf } from './notice-values.ts';
import { oneLine, shortened } from './one-line.ts';
import { fill, type PlaceholderValues } from './placeholders.ts';
import { textOf } from './texts.ts';

export { templateNames } from './texts.ts';

export interface RenderedNotice {
  /** One line, at most 200 UTF-16 units. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** How notices are rendered. */
export interface Rendering {
  /** The organisation's time zone. */
  readonly zone: string;
  /** The texts in use, those of findings. Default: the shipped ones. */
  readonly texts?: TextOf;
  /** Where the reader says that it has arrived; left out, they are not asked to. */
  readonly link?: string;
}

/** So much of a title stays readable in a list of mails. */
const titleMax = 24;
const subjectMax = 200;
const tagMax = 40;

/** A template without a text of its own gets a general one. */
export function renderNotice(
  facts: NoticeFacts | DutyNoticeFacts,
  rendering: Rendering,
): RenderedNotice {
  const { zone, texts = textOf } = rendering;
  if ('duty' in facts) {
    const { subject, sections } = dutyNotice(facts, zone);
    return laidOut(inOneLine(subject), sections, rendering);
  }
  const text = texts(facts.template);
  const values = valuesOf(facts, zone);
  const subject = inOneLine(subjectOf(facts, text, values, zone));
  return laidOut(subject, sectionsOf({ facts, text, values, zone }), rendering);
}

/** The notice in one line: the subject of its mail, and its line in a digest. */
export function subjectLine(
  facts: NoticeFacts | DutyNoticeFacts,
  { zone, texts = textOf }: Rendering,
): string {
  return inOneLine(
    'duty' in facts
      ? dutyNotice(facts, zone).subject
      : subjectOf(facts, texts(facts.template), valuesOf(facts, zone), zone),
  );
}

export function laidOut(
  subject: string,
  sections: readonly Section[],
  { link: url }: Pick<Rendering, 'link'>,
): RenderedNotice {
  const [first, ...others] = sections;
  const all =
    url === undefined || first === undefined
      ? sections
      : [{ ...first, link: { label: '签收并填写承诺办结日期 / Acknowledge', url } }, ...others];
  return { subject, text: textLayout(all), html: htmlLayout(subject, all) };
}

/** `【整改提醒】XC-2024-01-003 食堂陪餐记录…:整改执行期限 2024-07-10,还有 10 天`. */
function subjectOf(
  facts: NoticeFacts,
  text: NoticeText,
  values: PlaceholderValues,
  zone: string,
): string {
  const { clock, event } = facts;
  const headline = fill(text.headline, values);
  const when =
    clock === null
      ? dayText(event.at, zone)
      : `${values.clock} ${dueDayText(clock, zone)}${provisionalMark(clock)},${values.timing}`;
  const news = [headline, when].filter((part) => part !== '').join(',');
  const tag = shortened(fill(text.tag, values), tagMax);
  return `【${tag}】${shortened(values.number, 40)} ${shortened(values.title, titleMax)}:${news}`;
}

function inOneLine(subject: string): string {
  const line = oneLine(subject);
  if (line.length <= subjectMax) return line;
  // Cut by UTF-16 units, but no character in two.
  return `${line.slice(0, subjectMax - 1).replace(/\p{Cs}$/u, '')}…`;
}
