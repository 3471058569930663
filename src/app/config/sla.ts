import { z } from 'zod';
import { severities, type Sla } from '#model';
import { minutesOf } from './deployment.ts';
import { bySeverity } from './fields.ts';

const hour = 60;
const longest = 3 * 365 * 24 * hour;

const span = z
  .string()
  .refine((text) => isBetween(minutesOf(text)), 'it has to be from 1h to 1095d, such as 12h, 1d or 30d')
  .describe('From when it last opened: 12h, 1d, 30d.');

/** By when findings have to be put right, by severity. */
export const sla = bySeverity(span).describe('A severity that is not named has no deadline.');

/** The same in minutes; undefined where no severity is named. */
export function slaOf(written: z.output<typeof sla>): Sla | undefined {
  const named = severities.flatMap((severity) => {
    const minutes = minutesOf(written[severity] ?? '');
    return minutes === undefined ? [] : [[severity, minutes] as const];
  });
  return named.length === 0 ? undefined : Object.fromEntries(named);
}

const isBetween = (minutes: number | undefined): boolean =>
  minutes !== undefined && minutes >= hour && minutes <= longest;
