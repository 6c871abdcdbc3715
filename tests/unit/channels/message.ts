/** A message as the worker hands it over. */
import type { Message } from '../../../src/channels/channel.ts';

export const dispatchId = '0192f0c8-7e1a-7cc3-98c4-dc0c0c07398f';

export function message(changes: Partial<Message> = {}): Message {
  return {
    dispatchId,
    messageId: `<${dispatchId}@rectiflow.school.example>`,
    to: { name: '李老师', address: 'li@school.example' },
    subject: '【整改提醒】XC-2024-01-003 食堂陪餐记录:还有 10 天',
    text: '李老师:\n请抓紧办理。\n\n问题编号:XC-2024-01-003',
    html: '<p>请抓紧办理。</p>',
    ...changes,
  };
}
