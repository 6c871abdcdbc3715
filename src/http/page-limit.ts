/** How many of a list somebody asks for at a time: the same for every list. */
import { z } from 'zod';
import { apiRegistry } from './api-registry.ts';

/** `what` names them in English, e.g. `Findings`. */
export function pageLimit(what: string) {
  return z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .register(apiRegistry, { description: `每页条数,1 至 200 / ${what} per page.` });
}
