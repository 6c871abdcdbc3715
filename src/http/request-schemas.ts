/** What HTTP takes in: the bodies and headers of the two routes that change something. */
import { z } from 'zod';
import { actorSchema } from '../../machines/actor.ts';
import { commandSchema } from '../../machines/events.ts';
import { findingToOpenSchema, type FindingToOpen } from '../engine/finding-to-open.ts';
import { eventTerm } from '../glossary.ts';
import { apiRegistry } from './api-registry.ts';
import { commandNotes } from './command-notes.ts';

const [personSchema, delegateSchema] = actorSchema.options;
const samplePerson = { kind: 'person', id: 'zhang-wei', unit: 'finance-office' } as const;
const sampleDelegate = {
  kind: 'delegate',
  id: 'chen-jing',
  actingFor: 'li-na',
  unit: 'inspection-office',
} as const;

/** Only people act over HTTP: rules and imports act inside. */
export const httpActorSchema = z
  .discriminatedUnion('kind', [personSchema, delegateSchema])
  .register(apiRegistry, {
    id: 'Actor',
    description:
      '由谁提交:本人(person)或代办人(delegate)。身份认证将在后续版本提供,目前以此处所写为准。 / ' +
      'Who acts: a person, or a delegate acting for one. Until identity comes with a later version, ' +
      'what is written here is taken as it stands.',
    examples: [samplePerson, sampleDelegate],
  });

const sampleFinding: FindingToOpen = {
  round: 'XC-2024',
  aspect: { no: 2, title: '落实全面从严治党责任方面' },
  sourceNo: '2(1)',
  title: '采购管理不规范',
  description: '部分分散采购未履行审批程序。',
  class: 'phased',
  responsibleUnit: 'finance-office',
  slots: { actionOwner: 'zhang-wei', verifier: 'li-na' },
};

export const openBodySchema = findingToOpenSchema
  .extend({ by: httpActorSchema })
  .register(apiRegistry, {
    description: '登记一个问题 / Opens one finding.',
    'x-examples': {
      采购管理不规范: {
        summary: '分阶段整改的问题',
        value: { ...sampleFinding, by: { kind: 'person', id: 'li-na', unit: 'inspection-office' } },
      },
    },
  });

export const eventBodySchema = z
  .strictObject({ event: commandSchema, by: httpActorSchema })
  .register(apiRegistry, {
    description: '对一个问题执行一步 / Takes one step with a finding.',
    'x-examples': Object.fromEntries(
      Object.entries(commandNotes).map(([type, [, , event]]) => [
        type,
        { summary: eventTerm(type).zh, value: { event, by: samplePerson } },
      ]),
    ),
  });

const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/u, 'must be 1 to 200 visible ASCII characters')
  .optional()
  .register(apiRegistry, {
    description:
      '幂等键:同一键、同一请求只执行一次,每次得到同样的回答;1 至 200 个可见 ASCII 字符。 / The same ' +
      'key with the same request is carried out once and answered the same each time.',
  });

const ifMatchSchema = z
  .string()
  .regex(
    /^(?:\*|"[1-9]\d{0,14}"|[1-9]\d{0,14})$/u,
    'must be one version as the ETag gives it, e.g. "3", or *',
  )
  .optional()
  .register(apiRegistry, {
    description:
      '只在问题仍为该版本时执行,取自 ETag;* 表示不核对版本。 / Only act while the finding is at this ' +
      'version, as its ETag gives it; `*` asks for no check.',
    examples: ['"3"'],
  });

// Loose: a request has many more headers than these.
export const openHeadersSchema = z.looseObject({ 'idempotency-key': idempotencyKeySchema });
export const eventHeadersSchema = z.looseObject({
  'idempotency-key': idempotencyKeySchema,
  'if-match': ifMatchSchema,
});

/** The version an `If-Match` asks for; undefined where it asks for none. */
export function versionAsked(ifMatch: string | undefined): number | undefined {
  return ifMatch === undefined || ifMatch === '*' ? undefined : Number(ifMatch.replaceAll('"', ''));
}

export function etagOf(version: number): string {
  return `"${version}"`;
}
