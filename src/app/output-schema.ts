import { z } from 'zod';
import { gapReasons, origins, severities } from '#model';

const provider = z.enum(['aws', 'azure', 'gcp', 'kubernetes']);
const severity = z.enum(severities);
const reason = z.enum(gapReasons);
const count = z.int().min(0);
const instant = z.iso.datetime();

const resource = z.strictObject({ id: z.string(), type: z.string(), name: z.string(), target: z.string() });

/** The document that `--json` prints. Fields are added, never renamed. */
export const outputSchema = z.strictObject({
  schemaVersion: z.literal(1),
  scan: z.strictObject({
    id: z.string(),
    startedAt: instant,
    finishedAt: instant,
    policyVersion: count.nullable(),
    ruleCount: count,
    rulesetDigest: z.string(),
  }),
  interrupted: z.literal(true).optional().describe('The run was interrupted: the result is partial.'),
  targets: z.array(
    z.strictObject({
      id: z.string(),
      provider,
      state: z.enum(['done', 'partial', 'failed']),
      reason: z.string().optional(),
    }),
  ),
  resources: z.array(resource),
  findings: z.array(
    z.strictObject({
      id: z.string().regex(/^f-[0-9a-z]+$/),
      rule: z.string(),
      severity,
      status: z.enum(['open', 'announced', 'waived']),
      resource,
      key: z.string().optional(),
      message: z.string(),
      evidence: z.array(z.strictObject({ at: z.string(), actual: z.unknown(), expected: z.unknown().optional() })),
      firstSeen: instant.optional().describe('Only where a store remembers.'),
      ageDays: count.optional().describe('Whole days since it last opened; where the policy has deadlines (`sla`).'),
      due: instant
        .optional()
        .describe('By when it has to be put right; of open findings whose severity has a deadline.'),
      overdue: z.boolean().optional().describe('Whether that was over when it was asked.'),
      change: z
        .strictObject({
          actor: z.string(),
          call: z.string(),
          at: instant,
          origin: z.enum(origins),
          eventId: z.string(),
        })
        .optional()
        .describe('The last change in the cloud that is known to have moved it.'),
    }),
  ),
  gaps: z.array(
    z.strictObject({
      target: z.string(),
      api: z.string(),
      reason,
      permission: z.string().optional(),
      resource: z.string().optional(),
      detail: z.string(),
    }),
  ),
  unreadable: z
    .array(z.strictObject({ path: z.string(), reason: z.string(), detail: z.string().optional() }))
    .optional()
    .describe('With --from only.'),
  totals: z.strictObject({ pass: count, fail: count, unknown: count, notApplicable: count, waived: count }),
  coverage: z.number().min(0).max(1),
  verdicts: z
    .array(
      z.strictObject({
        rule: z.string(),
        severity,
        target: z.string(),
        resource: resource.omit({ target: true }),
        key: z.string().optional(),
        verdict: z.enum(['pass', 'fail', 'unknown', 'not-applicable']),
        message: z.string().optional(),
      }),
    )
    .optional()
    .describe('With --verdicts only.'),
});
