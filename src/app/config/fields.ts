import { z } from 'zod';

/** A date, or a time with its offset. */
export const instant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** Why something stands there: it is never empty. */
export const reason = z.string().min(1);

/** Something for each severity that is named. */
export const bySeverity = <T extends z.ZodType>(it: T) =>
  z.strictObject({ critical: it.optional(), high: it.optional(), medium: it.optional(), low: it.optional() });
