/** The channels besides mail that may be configured, by the names that people's entries call them. */
import { z } from 'zod';
import { channelNameSchema } from './directory/entries.ts';

const secret = z.string().min(1).max(500);
const target = {
  /** The address it posts to, with its key or token. Never printed. */
  url: z.string().min(1).max(2_000),
  /** Lets it lead into a private network. */
  allowPrivate: z.boolean().default(false),
};

const channelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wecom'), ...target }),
  z.strictObject({ kind: z.literal('dingtalk'), ...target, secret: secret.optional() }),
  z.strictObject({ kind: z.literal('feishu'), ...target, secret: secret.optional() }),
  z.strictObject({ kind: z.literal('webhook'), ...target, secret }),
]);
export type ChannelConfig = z.infer<typeof channelSchema>;

/** Mail is what SMTP_URL says, and the inbox is always there. */
const builtIn: ReadonlySet<string> = new Set(['mail', 'inbox']);

export const channelsConfigSchema = z
  .record(channelNameSchema, channelSchema)
  .superRefine((channels, context) => {
    for (const name of Object.keys(channels).filter((each) => builtIn.has(each))) {
      context.addIssue({
        code: 'custom',
        path: [name],
        message: 'is the name of a built-in channel',
      });
    }
  });
