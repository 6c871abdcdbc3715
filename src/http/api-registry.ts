/** What the OpenAPI document says about schemas: names, words, examples. Kept out of the schemas themselves. */
import { z } from 'zod';

interface NamedExample {
  readonly summary: string;
  readonly value: unknown;
}

// A type and not an interface: only a type may stand where any keys are allowed.
type ApiNote = {
  /** Makes the schema a component of that name; `…Input` is added where it describes a request. */
  readonly id?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  /** Named examples of a request body. */
  readonly 'x-examples'?: Readonly<Record<string, NamedExample>>;
};

export const apiRegistry = z.registry<ApiNote>();
