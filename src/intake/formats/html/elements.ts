/** Which elements of a web page begin a line, and which are no part of its text. */
import type { Attributes } from '../xml.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

export const BLOCKS: ReadonlySet<string> = words(
  'address article blockquote body caption center dd details dialog dir div dl dt fieldset ' +
    'figcaption figure form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol option p ' +
    'pre section summary table tbody td tfoot th thead tr ul',
);

/** Programs, forms, what frames a site's pages, and what was struck out. */
const NOT_TEXT = words(
  'script style template noscript head title iframe frame object embed applet svg math canvas audio ' +
    'video select textarea button datalist map nav aside footer del rt rp',
);

/** Whether nothing in the element is shown. */
export function isHidden(name: string, attributes: Attributes): boolean {
  if (NOT_TEXT.has(name) || attributes['hidden'] !== undefined) return true;
  const style = attributes['style'];
  return style !== undefined && HIDING.test(style);
}

const HIDING =
  /(?:^|[;\s])(?:display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|mso-hide\s{0,4}:\s{0,4}all)\b/i;
