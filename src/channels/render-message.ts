/** Renders what one message carries: a notice by itself, or a digest of several. Pure. */
import type { DutyNoticeFacts, NoticeFacts } from './channel.ts';
import { digestOf } from './digest.ts';
import { laidOut, renderNotice, type RenderedNotice, type Rendering } from './render.ts';

export interface MessageToRender {
  readonly dispatchId: string;
  readonly personName: string;
  /** At least one. */
  readonly notices: readonly (NoticeFacts | DutyNoticeFacts)[];
}

export function renderMessage(message: MessageToRender, rendering: Rendering): RenderedNotice {
  const [only, ...others] = message.notices;
  if (only === undefined) throw new TypeError('a message without a notice');
  if (others.length === 0) return renderNotice(only, rendering);
  const { subject, sections } = digestOf(message, rendering);
  return laidOut(subject, sections, rendering);
}
