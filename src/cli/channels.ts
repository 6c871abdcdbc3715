/** Opens the channels the configuration names, each within its provider's limits and with a breaker of its own. */
import type { ChannelConfig } from '../channel-config.ts';
import { mailboxOf, type Config } from '../config-schema.ts';
import { withBreaker } from '../channels/breaker.ts';
import type { Channel } from '../channels/channel.ts';
import { createInboxChannel } from '../channels/inbox.ts';
import { createRateLimiter, limited, robotLimits, smtpLimits } from '../channels/limits.ts';
import { createDingtalkRobot } from '../channels/robots/dingtalk.ts';
import { createFeishuRobot } from '../channels/robots/feishu.ts';
import { createWecomRobot } from '../channels/robots/wecom.ts';
import { createSmtpChannel } from '../channels/smtp.ts';
import { createWebhook } from '../channels/webhook.ts';
import type { Rectiflow } from '../rectiflow.ts';
import type { Channels } from '../../workers/start.ts';

/** Throws `config_invalid` for an address or a secret that cannot be used, without repeating it. */
export function channelsFrom(config: Config, rectiflow: Rectiflow): Channels {
  const { database, engine } = rectiflow;
  const others = Object.entries(config.channels).map(([name, each]) => {
    return [name, withBreaker(channelOf(each))] as const;
  });
  return {
    ...mailOf(config),
    inbox: createInboxChannel(database.store, () => engine.now()),
    ...Object.fromEntries(others),
  };
}

function mailOf(config: Config): Channels {
  const { smtpUrl, mailFrom, queue, mailPerMinute, mailPerDay } = config;
  if (smtpUrl === undefined) return {};
  // One connection for each notice under way: one that waited inside the channel would be in doubt
  // after a crash, though nothing had been said of it.
  const maxConnections = queue.concurrency;
  const smtp = createSmtpChannel({ url: smtpUrl, from: mailboxOf(mailFrom), maxConnections });
  const limits = smtpLimits({
    ...(mailPerMinute !== undefined && { perMinute: mailPerMinute }),
    ...(mailPerDay !== undefined && { perDay: mailPerDay }),
  });
  const mail = limits.length === 0 ? smtp : limited(smtp, createRateLimiter(limits));
  return { mail: withBreaker(mail) };
}

function channelOf(config: ChannelConfig): Channel {
  switch (config.kind) {
    case 'wecom':
      return limited(createWecomRobot(config), createRateLimiter(robotLimits.wecom));
    case 'dingtalk':
      return limited(createDingtalkRobot(signing(config)), createRateLimiter(robotLimits.dingtalk));
    case 'feishu':
      return limited(createFeishuRobot(signing(config)), createRateLimiter(robotLimits.feishu));
    case 'webhook':
      return createWebhook(config);
  }
}

/** Without a secret rather than with one that is undefined. */
function signing({
  secret,
  ...rest
}: Extract<ChannelConfig, { readonly secret?: string | undefined }>) {
  return { ...rest, ...(secret !== undefined && { secret }) };
}
