import type { JSONSchema } from '@typescript-eslint/utils';

/** Options of the rules that know calls which matter in some programs only. */
export type StrictOptions = readonly [{ readonly strict?: boolean }?];

/** Schema of these options. */
export const strictOptions: JSONSchema.JSONSchema4 = {
  type: 'object',
  properties: {
    strict: {
      type: 'boolean',
      description: 'Also report monitoring agents and other calls that are wanted at module scope in many programs.',
    },
  },
  additionalProperties: false,
};
