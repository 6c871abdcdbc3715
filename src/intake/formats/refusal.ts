/** What a reader of a format answers: the file's content, or why it was not taken in. */
import type { IntakeError, Question } from '../schema.ts';
import type { Source } from '../source.ts';

export interface Refusal {
  readonly ok: false;
  readonly error: IntakeError;
}

export type SourceResult =
  | {
      readonly ok: true;
      readonly source: Source;
      /** What could not be read and a person should look at: hidden sheets, scanned pages. */
      readonly questions?: readonly Question[];
    }
  | Refusal;

/** A refusal that concerns the whole file. Messages carry figures, never names or texts of the file. */
export function refusal(code: IntakeError['code'], chinese: string, english: string): Refusal {
  return { ok: false, error: { code, message: `${chinese} / ${english}`, line: null } };
}

export const tooLarge = (size: number, limit: number): Refusal =>
  refusal(
    'too_large',
    `文件有${size}字节，超过上限${limit}字节`,
    `The file has ${size} bytes, more than the limit of ${limit}`,
  );

export const damaged = (): Refusal =>
  refusal(
    'file_damaged',
    '文件已损坏或不完整，请重新保存后再试',
    'The file is damaged or incomplete; save it again and retry',
  );

export const encrypted = (): Refusal =>
  refusal(
    'file_encrypted',
    '文件已加密，请取消密码后再试',
    'The file is encrypted; take the password off and retry',
  );

/** `chinese` and `english` say what is wrong with the archive. */
export const unsafe = (chinese: string, english: string): Refusal =>
  refusal('unsafe_archive', `文件未展开：${chinese}`, `The file was not unpacked: ${english}`);

export const tookTooLong = (timeMs: number): Refusal =>
  refusal(
    'took_too_long',
    `${timeMs / 1000}秒内未能读完，已停止`,
    `It was not read within ${timeMs / 1000} s, and given up`,
  );
