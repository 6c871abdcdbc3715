/** Data that the document shows whole and the engine judges: what is wrong with it is 422, line by line. */
import { z } from 'zod';
import { loadableSchema } from '../calendar/layer-to-load.ts';
import { policyNameSchema, policySchema } from '../engine/policy.ts';
import { apiRegistry } from './api-registry.ts';

/** Takes any object, and shows in the document what `schema` takes. */
function shownAs(schema: z.ZodType, id: string, description: string) {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return z.looseObject({}).register(apiRegistry, Object.assign(shape, { id, description }));
}

export const layerSchema = shownAs(
  loadableSchema,
  'CalendarLayer',
  '一层日历数据:base 为一国的工作日,addition 为本单位的补充,notice 为现用 base 增补的放假安排。 / Which days ' +
    'work in a country, what an organisation lays over them, or the notice of one more year for the base in use.',
);

export const policyGivenSchema = z
  .union(
    [
      policyNameSchema,
      shownAs(policySchema, 'Policy', '一套规则的全文,可以是草案 / A whole policy, maybe a draft.'),
    ],
    { error: 'must be id@version, e.g. cn-inspection@1, or a whole policy' },
  )
  .register(apiRegistry, {
    description:
      '按这套规则预演,并与各问题现行规则比较;可为已有规则集的编号,也可为全文。不写则各按现行规则。 / Rehearse ' +
      'under this policy, beside the one each finding has; by name, or whole.',
  });
