import { z } from 'zod';
import { groupParts, severities, snoozeChoices } from '#model';
import { bySeverity } from './fields.ts';

/** The id of a channel, which a rename does not change. */
export const channel = z
  .string()
  .regex(/^[CG][A-Z0-9]{2,20}$/, 'a channel is named by its id, such as C0123ABCD: "View channel details" shows it');

const mentioned = z
  .string()
  .regex(/^[USW][A-Z0-9]{2,20}$/, 'people are called by the id of a user (U...) or a user group (S...)');

const pattern = z.string().min(1);

const when = z
  .strictObject({
    severity: z.array(z.enum(severities)).min(1).optional(),
    control: z.array(z.string()).min(1).optional(),
    rule: z.array(z.string()).min(1).optional(),
    target: pattern.optional(),
    cluster: pattern.optional(),
    environment: pattern.optional(),
    owner: pattern.optional(),
  })
  .refine((it) => Object.keys(it).length > 0, 'a route says when it holds: severity, rule, cluster or the like');

const route = z
  .strictObject({
    when,
    channel: channel.optional(),
    digest: z.literal('daily').optional().describe('Told of in the digest alone.'),
    none: z.literal(true).optional().describe('Told of in reports alone.'),
    mention: bySeverity(mentioned).optional().describe('Who is called, by severity; nobody unless this says so.'),
    buttons: z.boolean().optional().describe('Whether cards there have buttons; they do unless this is false.'),
    detail: z.enum(['brief', 'full']).optional(),
  })
  .refine(({ none, channel: to, digest }) => !none || (to === undefined && digest === undefined), {
    path: ['none'],
    message: 'what is told of nowhere has neither channel nor digest',
  });

const digest = z.strictObject({
  at: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day is such as 09:00')
    .optional()
    .describe('Local time of org.timezone; 09:00 unless said otherwise.'),
  days: z.enum(['mon-fri', 'daily']).optional(),
  skipIfQuiet: z.boolean().optional(),
  heartbeat: z.enum(['weekly', 'never']).optional().describe('Says once a week that all is quiet, unless never.'),
});

/** Who is told of what. */
export const notify = z.strictObject({
  slack: z
    .strictObject({
      default: channel.describe('Where everything goes that no route sends elsewhere.'),
      operations: channel.optional().describe('Where Shoalwatch speaks of itself; the default channel unless said.'),
      routes: z.array(route).optional().describe('The first that holds counts.'),
      groupBy: z.array(z.enum(groupParts)).min(1).optional().describe('What of findings puts them on one card.'),
      storm: z
        .strictObject({ newGroupsPerMinute: z.number().int().min(1).max(60).optional() })
        .optional()
        .describe('More new cards than this in a channel within a minute become one message; 8 unless said.'),
      digest: digest.optional(),
      snoozeAtMost: bySeverity(z.enum(snoozeChoices))
        .optional()
        .describe('The longest that a finding may be put to sleep; never longer than a day for what is critical.'),
    })
    .optional(),
  fallback: z.strictObject({ sns: z.boolean().optional() }).optional().describe('Who is told when Slack cannot be.'),
});

/** The Slack app, as far as the deployment has to know it: what comes from another team or app is turned away. */
export const slack = z.strictObject({
  team: z.string().regex(/^[TE][A-Z0-9]{2,20}$/, 'the id of a workspace begins with T'),
  app: z.string().regex(/^A[A-Z0-9]{2,20}$/, 'the id of an app begins with A'),
  apiUrl: z.url().optional().describe("Where Slack's Web API is; for a stand-in."),
  keepWarm: z.boolean().optional().describe('Keeps one process ready for clicks, at a fixed price.'),
});
