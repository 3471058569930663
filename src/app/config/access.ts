import { z } from 'zod';
import { bySeverity } from './fields.ts';

const people = {
  slackUsers: z
    .array(z.string().regex(/^[UW][A-Z0-9]{2,20}$/, 'a person is named by the id of a Slack user, such as U0123ABCD'))
    .optional(),
  slackGroups: z
    .array(z.string().regex(/^S[A-Z0-9]{2,20}$/, 'a group is named by the id of a Slack user group, such as S0123ABCD'))
    .optional(),
  emails: z.array(z.email()).optional(),
  principals: z
    .array(z.string().regex(/^arn:[a-z-]+:(?:iam|sts)::\d{12}:.+$/, 'a principal is an ARN of IAM'))
    .optional()
    .describe('IAM principals that act by the command line; of a role its ARN, without the session.'),
};

/** Who may do what. An empty list means nobody. */
export const access = z.strictObject({
  responders: z.strictObject(people).optional().describe('May snooze, assign and propose.'),
  approvers: z
    .array(
      z.strictObject({
        ...people,
        impacts: z
          .array(z.enum(['none', 'brief', 'disruptive']))
          .min(1)
          .optional()
          .describe('Fixes of which impact; none alone unless more are named.'),
        targets: z
          .array(z.string().min(1))
          .min(1)
          .optional()
          .describe('Patterns of target ids, such as "aws:123456789012:*".'),
      }),
    )
    .optional()
    .describe('May approve and refuse fixes.'),
  riskOwners: z
    .array(
      z.strictObject({
        ...people,
        maxDays: bySeverity(z.number().int().min(1).max(3650))
          .optional()
          .describe('Days, by severity; one that is not named cannot be accepted.'),
      }),
    )
    .optional()
    .describe('May accept a risk.'),
  identities: z
    .array(
      z.strictObject({
        slackUsers: people.slackUsers,
        emails: people.emails,
        principals: people.principals.describe('IAM users, or sessions of a role with their name.'),
      }),
    )
    .optional()
    .describe('The names of one human each: nobody approves by a second name what he proposed by another.'),
});
