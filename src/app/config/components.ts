import { z } from 'zod';
import { instant, reason } from './fields.ts';

const entry = z
  .strictObject({
    id: z.string().optional(),
    name: z.string().optional(),
    reason,
    until: instant.optional(),
  })
  .refine(({ id, name }) => id !== undefined || name !== undefined, 'an entry names what it denies: id or name');

/** The lists of components that are allowed. */
export const allow = z.strictObject({ vmImageOwners: z.array(z.string()).optional() });

/** The lists of components that are denied. */
export const deny = z.strictObject({ vmImages: z.array(entry).optional(), cves: z.array(entry).optional() });
