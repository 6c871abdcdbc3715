/** The shape of one notice text. All fields may hold placeholders (placeholders.ts) and are plain text. */
export interface NoticeText {
  /** Stands in 【】 at the head of the subject. */
  readonly tag: string;
  /** What has happened, in the subject; empty where the deadline says it all. */
  readonly headline: string;
  /** Heads the mail where it is a document in due form, e.g. 整改督办单. */
  readonly document?: string;
  readonly body: string;
  readonly next: string;
  readonly english: string;
  readonly englishNext: string;
}

/** The text in use for a template. */
export type TextOf = (template: string) => NoticeText;
