import { z } from 'zod';
import { formatDate, parseInstant } from '#lib/time';
import { levels, type RemediationPolicy } from '#model';
import { minutesOf } from './deployment.ts';
import { instant } from './fields.ts';

const level = z.enum(levels);

const week = 7 * 24 * 60;

const freeze = z
  .strictObject({ from: instant, to: instant.describe('An instant; a date is frozen to its end (UTC).') })
  .refine(({ from, to }) => (parseInstant(from) ?? 0) < (parseInstant(thaw(to)) ?? 0), 'it ends before it begins');

/** How fixes are made: `enabled` is the deployment's, everything else is live. */
export const remediation = z.strictObject({
  enabled: z
    .boolean()
    .optional()
    .describe('Creates the role that may change something. Without it no level above propose takes effect.'),
  level: level.optional().describe('Where no setting holds; propose unless said otherwise.'),
  levels: z
    .array(
      z
        .strictObject({ rule: z.string().optional(), environment: z.string().optional(), level })
        .refine(({ rule, environment }) => rule ?? environment, 'a setting names a rule, an environment, or both'),
    )
    .optional()
    .describe('The first that holds counts.'),
  autoFor: z.array(z.string()).optional().describe('Rules whose fixes need nobody, whatever their impact.'),
  freeze: z.array(freeze).optional().describe('Nothing is applied meanwhile.'),
  limits: z
    .strictObject({
      perHour: z.number().int().min(0).max(1000).optional(),
      perTarget: z.number().int().min(1).max(100).optional(),
    })
    .optional(),
  approvals: z
    .strictObject({
      ttl: z
        .string()
        .refine((text) => {
          const minutes = minutesOf(text);
          return minutes !== undefined && minutes >= 5 && minutes <= week;
        }, 'it has to be from 5m to 7d, such as 4h')
        .optional()
        .describe('For how long a plan can be approved; 4h unless said otherwise.'),
      selfApprove: z
        .boolean()
        .optional()
        .describe('Whether who proposed may approve; never a disruptive fix, whatever stands here.'),
    })
    .optional(),
});

/** The live part of it. */
export function remediationOf({
  enabled: _,
  freeze: frozen,
  approvals,
  ...rest
}: z.output<typeof remediation>): RemediationPolicy {
  const ttl = minutesOf(approvals?.ttl ?? '');
  return {
    ...rest,
    ...(frozen && { freeze: frozen.map(({ from, to }) => ({ from, to: thaw(to) })) }),
    ...(approvals && {
      approvals: {
        ...(ttl !== undefined && { ttlMinutes: ttl }),
        ...(approvals.selfApprove !== undefined && { selfApprove: approvals.selfApprove }),
      },
    }),
  };
}

/** The instant at which a freeze ends: a date is frozen to its end. */
function thaw(to: string): string {
  const time = parseInstant(to);
  return /^\d{4}-\d\d-\d\d$/.test(to) && time !== undefined
    ? formatDate(new Date(time + 86_400_000).toISOString())
    : to;
}
