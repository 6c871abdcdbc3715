/** Whether a text begins as a web page does. */

const TAGS = new Set(
  (
    'html head body meta title link style script base table tbody thead tr td caption div p span ' +
    'center font h1 h2 h3 h4 h5 h6 article section main header nav ul ol li dl br hr a img b strong em u pre'
  ).split(' '),
);

/** `head` is the first few thousand characters; `ending` that of the file's name, in lower case. */
export function startsAsMarkup(head: string, ending: string): boolean {
  const start = afterPreamble(head);
  if (/^<!doctype\s{1,9}html/i.test(start)) return true;
  const tag = /^<([a-z][a-z0-9]{0,9})[\s/>]/i.exec(start)?.[1]?.toLowerCase();
  if (tag !== undefined && TAGS.has(tag)) return true;
  return /^x?html?$/.test(ending) && /<(?:html|body|p|div|table|br|h\d)[\s/>]/i.test(head);
}

/** What follows a byte order mark, white space, the declaration of XML, and comments. */
function afterPreamble(head: string): string {
  let rest = head.replace(/^\ufeff/, '').trimStart();
  for (;;) {
    const end = rest.startsWith('<?xml') ? '?>' : rest.startsWith('<!--') ? '-->' : null;
    const at = end === null ? -1 : rest.indexOf(end);
    if (end === null || at === -1) return rest;
    rest = rest.slice(at + end.length).trimStart();
  }
}
