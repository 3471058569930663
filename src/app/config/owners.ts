import { z } from 'zod';

const match = z
  .strictObject({
    cluster: z.string().min(1).optional(),
    target: z.string().min(1).optional(),
    environment: z.string().min(1).optional(),
  })
  .refine((it) => Object.keys(it).length > 0, 'a match names cluster, target or environment');

/** Who answers for what: the first match counts; in each pattern `*` stands for any text. */
export const owners = z.array(
  z.strictObject({ match, owner: z.string().min(1), channel: z.string().min(1).optional() }),
);
