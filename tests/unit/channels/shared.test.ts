import { describe, expect, test } from 'vitest';
import { withBreaker } from '../../../src/channels/breaker.ts';
import { createRateLimiter, limited, robotLimits } from '../../../src/channels/limits.ts';
import { createDingtalkRobot } from '../../../src/channels/robots/dingtalk.ts';
import { createFeishuRobot } from '../../../src/channels/robots/feishu.ts';
import { createWecomRobot } from '../../../src/channels/robots/wecom.ts';
import { createSmtpChannel } from '../../../src/channels/smtp.ts';

const url = 'https://robot.example/send?key=1';

describe('a channel says whether others read it as well', () => {
  test.each([
    ['wecom', createWecomRobot({ url })],
    ['dingtalk', createDingtalkRobot({ url })],
    ['feishu', createFeishuRobot({ url })],
  ])('%s: a whole group, also within limits and with a breaker', (_name, robot) => {
    const wrapped = withBreaker(limited(robot, createRateLimiter(robotLimits.wecom)));
    expect([robot.shared, wrapped.shared]).toEqual([true, true]);
  });

  test('mail: its recipient alone', () => {
    const from = { name: '', address: 'rectiflow@school.example' };
    const mail = createSmtpChannel({ url: 'smtp://mail.example', from });
    expect(withBreaker(mail).shared).toBeUndefined();
  });
});
