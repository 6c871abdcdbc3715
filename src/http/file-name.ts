/** The names files are saved under: what may stand in one, and how a header carries it. */
import { z } from 'zod';

/** Not half of a surrogate pair, a line, a separator of folders, nor what turns the reading direction. */
const unfit = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}<>:"/\\|?*]/u;
/** What some programs read as a character after all. */
const escaped = /%[0-9a-f]{2}/iu;
const device = /^(?:con|prn|aux|nul|com\d|lpt\d) *(?:\.|$)/iu;
/** Hidden, the folder itself, or the one above; and what Windows would shorten. */
const edge = /^[. ]|[. ]$/u;

/** 1 to 255 characters that any system takes as the name of a file, and none as a path. */
export const fileNameSchema = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => ![unfit, escaped, device, edge].some((pattern) => pattern.test(name)), {
    message: '不能用作文件名 / is not the name of a file',
  });

/** `Content-Disposition` as RFC 6266 has it. The name must have passed `fileNameSchema`. */
export function attachmentAs(name: string | undefined): string {
  if (name === undefined) return 'attachment';
  const plain = name.replaceAll(/[^\w .()-]/gu, '_');
  // RFC 8187 leaves fewer characters as they are than encodeURIComponent does.
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/gu,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
