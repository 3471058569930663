import { z } from 'zod';

const account = z.string().regex(/^\d{12}$/, 'an account id has twelve digits');

const unitForm = /^(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/;

const minutes = { m: 1, h: 60, d: 24 * 60 } as const;
const spanForm = /^(?<count>[1-9]\d{0,4})(?<unit>[mhd])$/;

/** The minutes of `30m`, `6h` or `1d`; undefined for other text. */
export function minutesOf(text: string): number | undefined {
  const { count, unit } = spanForm.exec(text)?.groups ?? {};
  return count === undefined ? undefined : Number(count) * minutes[unit as keyof typeof minutes];
}

/** A sweep takes minutes, and what is older than a week is no audit. */
const shortest = 5;
const longest = 7 * minutes.d;

/** When the deployed stack looks. */
export const schedule = z.strictObject({
  full: z
    .string()
    .refine(
      (text) => isBetween(minutesOf(text), shortest, longest),
      'it has to be from 5m to 7d, such as 30m, 1h or 1d',
    )
    .optional()
    .describe('From the beginning of one sweep to the next: 30m, 6h, 1d; 1h unless said otherwise.'),
  nearRealTime: z
    .boolean()
    .optional()
    .describe('Whether changes are followed between sweeps; they are unless this is false.'),
});

/** Days for which it is kept what runs found, where nothing else is said. */
export const usualRetention = 400;

/** Days after which what is older is let go of again. */
export const daysBetweenPrunings = 7;

/** How long what was found is kept, on a laptop as in the stack. */
export const evidence = z.strictObject({
  retentionDays: z
    .number()
    .int()
    .min(30)
    .max(3650)
    .optional()
    .describe('Days for which everything that a run found can be read again; 400 unless said otherwise.'),
  objectLock: z
    .strictObject({
      mode: z
        .enum(['governance', 'compliance'])
        .describe(
          'Whether somebody with a right for it may delete what is locked, or nobody, the root of the account included.',
        ),
      days: z.number().int().min(1).max(3650).describe('Days for which no version of a file can be deleted.'),
    })
    .optional()
    .describe('Object Lock of the bucket in the stack; without it none. S3 never switches it off again.'),
});

/** The accounts that get the reader role and the event rules from the deployed stack. */
export const members = z
  .strictObject({
    organization: z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/, 'the id of an organisation begins with o-')
      .optional()
      .describe('The organisation that all of them, and the reading account, are in.'),
    units: z
      .array(
        z.string().regex(unitForm, 'the id of a unit is such as ou-abcd-1a2b3c4d, that of the root such as r-abcd'),
      )
      .min(1)
      .optional()
      .describe('Units of the organisation whose accounts get them by a stack set, with all units below.'),
    delegated: z
      .boolean()
      .optional()
      .describe(
        'Whether the stack stands in a delegated administrator of stack sets, and not in the management account.',
      ),
    accounts: z.array(account).min(1).optional().describe('Accounts that may send their changes here.'),
    regions: z.array(z.string()).min(1).optional().describe('The regions whose changes are sent.'),
  })
  .refine(({ units, organization }) => !units || organization !== undefined, {
    path: ['units'],
    message: 'only what is of the organisation is let in: add organization, the id of it',
  })
  .refine(({ units, accounts }) => units ?? accounts, {
    message: 'members are named by units, or by accounts',
  });

const isBetween = (value: number | undefined, from: number, to: number): boolean =>
  value !== undefined && value >= from && value <= to;
