/** One mail as the bytes it goes out in: composed once and whole, so that it crosses the net in one piece. */
import MimeNode from 'nodemailer/lib/mime-node';
import type { Message } from './channel.ts';
import { oneLine } from './one-line.ts';

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

const lineEnd = '\r\n';
const messageId = /^<[^\s<>@]+@[^\s<>@]+>$/u;
/** RFC 2045, 6.8: no encoded line is longer. */
const lineLength = 76;
const anyLineEnd = /\r\n|\r|\n/gu;

/**
 * RFC 5322 and 2045: the text and the HTML as alternatives, both in base64, as most of what they say
 * is Chinese. Throws for a malformed Message-ID.
 */
export function composeMail(message: Message, from: MailAddress, to: MailAddress): Buffer {
  if (!messageId.test(message.messageId)) throw new TypeError('The Message-ID is malformed');
  const root = new MimeNode('multipart/alternative', {
    textEncoding: 'B',
    // What is between two boundaries is base64, in which none can occur; forwarded ones tell each other apart.
    baseBoundary: message.dispatchId,
  });
  root.setHeader({
    From: from,
    // An object, never a text: a text with a comma in it would be two recipients.
    To: { name: oneLine(to.name), address: to.address },
    Subject: oneLine(message.subject),
    'Message-ID': message.messageId,
    // RFC 3834: no holiday replies to a machine.
    'Auto-Submitted': 'auto-generated',
  });
  const headers = root.buildHeaders();
  const boundary = `--${String(root.boundary)}`;
  return Buffer.from(
    [
      headers,
      '',
      boundary,
      partOf('text/plain', message.text),
      boundary,
      partOf('text/html', message.html),
      `${boundary}--`,
      '',
    ].join(lineEnd),
  );
}

/** RFC 2045, 6.8: line ends are CRLF before a text is encoded. */
function partOf(contentType: string, text: string): string {
  const encoded = Buffer.from(text.replaceAll(anyLineEnd, lineEnd)).toString('base64');
  const lines = [
    `Content-Type: ${contentType}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
  ];
  // By slices: a pattern takes five times as long, and this is done for every mail.
  for (let at = 0; at < encoded.length; at += lineLength) {
    lines.push(encoded.slice(at, at + lineLength));
  }
  return lines.join(lineEnd);
}
