import { z } from 'zod';

/** Whose estate it is, and by which clock people there live. */
export const org = z.strictObject({
  name: z.string(),
  timezone: z
    .string()
    .refine(isZone, 'a time zone is named as in the IANA database, such as Europe/Berlin')
    .optional()
    .describe('Of the digest and of reports; UTC unless said otherwise.'),
});

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
