import { z } from 'zod';
import type { AnyRule } from '#engine/any-rule';
import { instant, reason } from './fields.ts';

/** A waiver as the config has it: approved by whoever merged it. */
export const waiver = (rules: readonly AnyRule[]) =>
  z.strictObject({
    id: z.string(),
    rule: z.enum(rules.map(({ id }) => id)),
    resource: z.string(),
    key: z.string().optional(),
    until: instant,
    owner: z.string(),
    approver: z.string(),
    reason,
    control: z.string().optional(),
    ticket: z.string().optional(),
  });
