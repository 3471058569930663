import { compareText } from '#lib/text';
import type { ActionType, Type } from '#model';
import { permissionsOf } from './permissions.ts';
import { awsActionStatements, awsCallerStatement, neverOurselves, type ActionStatement } from './remediator.ts';
import { awsPolicy } from './roles.ts';

/** What an account is told of who reads it. */
export interface AwsMember {
  /** The name of the role, with its path: `shoalwatch-read`, `security/shoalwatch-read`. */
  readonly role: string;
  readonly partition: string;
  /** The account that reads. */
  readonly stackAccount: string;
  readonly externalId: string;
  /** The roles or users of that account that alone may read; without them whoever that account lets. */
  readonly principals?: readonly string[] | undefined;
  readonly organization?: string | undefined;
  /** The role that may change something there; without it there is none. */
  readonly remediator?: MemberRemediator | undefined;
  /** The central bus that changes are sent to, and from where; without it none are. */
  readonly events?: MemberEvents | undefined;
}

export interface MemberRemediator {
  /** The name of the role, with its path. */
  readonly role: string;
  /** The one role of the reading account that may change something. */
  readonly principal?: string | undefined;
  /** What it may do. */
  readonly actions: readonly ActionType[];
}

export interface MemberEvents {
  readonly bus: string;
  readonly regions: readonly string[];
  /** What the names of the rules begin with where two stacks may have theirs in one account; `shoalwatch` without it. */
  readonly prefix?: string | undefined;
}

/** Who may take the role that changes something: as with the reader, and only in the name of somebody. */
export function remediatorTrustOf({ remediator, ...member }: AwsMember) {
  const principals = remediator?.principal === undefined ? [] : [remediator.principal];
  const [own] = trustOf({ ...member, principals }).Statement;
  const Condition = { ...own?.Condition, StringLike: { 'sts:SourceIdentity': '?*' } };
  return {
    Version: '2012-10-17',
    Statement: [{ ...own, Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'], Condition }],
  };
}

/**
 * What it may do in an account: a statement for each action, one to ask who called a cluster, and nothing with the roles of
 * Shoalwatch itself.
 */
export function remediatorPolicy(
  types: readonly Type[],
  { actions, role }: MemberRemediator,
  { account, partition, reader }: { readonly account: string; readonly partition: string; readonly reader: string },
) {
  const own = [reader, role].map((it) => `arn:${partition}:iam::${account}:role/${it}`);
  const said = (Effect: 'Allow' | 'Deny') => (it: ActionStatement) => ({
    ...{ Sid: it.sid, Effect, Action: it.actions, Resource: it.resources },
    ...(it.conditions && { Condition: it.conditions }),
  });
  return {
    Version: '2012-10-17',
    Statement: [
      ...awsActionStatements(actions, { account, partition }).map(said('Allow')),
      said('Allow')(awsCallerStatement(types, { account, partition })),
      said('Deny')(neverOurselves(own)),
    ],
  };
}

export const remediatorPolicyName = 'shoalwatch-remediator';
export const remediatorDescription = 'Changes what plans of Shoalwatch say that somebody approved.';

export const readerPolicyName = 'shoalwatch-reader';
export const roleDescription = 'Reads what Shoalwatch audits.';

/** Who may take the role: nobody without the external id, so that no third party can have it taken for them. */
export const trustOf = ({ partition, stackAccount, externalId, principals = [], organization }: AwsMember) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:${partition}:iam::${stackAccount}:root` },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: {
          'sts:ExternalId': externalId,
          ...(organization !== undefined && { 'aws:PrincipalOrgID': organization }),
        },
        ...(principals.length > 0 && { ArnEquals: { 'aws:PrincipalArn': oneOrAll(principals) } }),
      },
    },
  ],
});

/** As IAM keeps it: one value stands alone. */
const oneOrAll = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? (values[0] ?? '') : values;

export const readerPolicy = (types: readonly Type[]) =>
  awsPolicy('ShoalwatchReader', permissionsOf(types)['aws-reader']);

/** `security/shoalwatch-read` as IAM takes it. */
export function pathAndName(role: string): { readonly path: string; readonly name: string } {
  const end = role.lastIndexOf('/') + 1;
  return { path: `/${role.slice(0, end)}`, name: role.slice(end) };
}

/** EventBridge may hand events to the bus of another account or region only by a role. */
export const senderTrust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

export const senderPolicy = (bus: string) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'ShoalwatchEvents', Effect: 'Allow', Action: ['events:PutEvents'], Resource: bus }],
});

/** One rule of EventBridge: which records of CloudTrail are sent on. */
export interface EventRule {
  /** Such as `shoalwatch-ec2-1`. */
  readonly name: string;
  /** Whether the records appear in the one region of the global services only. */
  readonly isGlobal: boolean;
  readonly pattern: EventPattern;
}

export interface EventPattern {
  readonly 'detail-type': readonly string[];
  readonly detail: { readonly eventSource: readonly string[]; readonly eventName: readonly string[] };
}

/**
 * The rules that send on what changes the types, service by service. A pattern holds 2048 characters at most.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export function eventRules(types: readonly Type[]): readonly EventRule[] {
  const calls = types.flatMap(({ scope, changedBy }) =>
    scope === 'aws-region' || scope === 'aws-global' ? changedBy.map(split) : [],
  );
  return [...Map.groupBy(calls, ({ service }) => service)]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([service, own]) => {
      const isGlobal = writtenOnce.includes(service);
      const names = [...new Set(own.map(({ name }) => name))].sort(compareText);
      const parts = inPatterns(service, names);
      return parts.map((pattern, at) => {
        const numbered = parts.length > 1 ? `-${at + 1}` : '';
        return { name: `shoalwatch-${service}${numbered}`, isGlobal, pattern };
      });
    });
}

/**
 * The services whose records appear in one region alone. Trails are read once for an account too, and what is done to one is
 * recorded where it is at home.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
const writtenOnce: readonly string[] = ['iam'];

const longest = 2048;

function inPatterns(service: string, names: readonly string[]): readonly EventPattern[] {
  const whole = patternOf(service, names);
  if (names.length < 2 || JSON.stringify(whole).length <= longest) return [whole];
  const half = Math.ceil(names.length / 2);
  return [...inPatterns(service, names.slice(0, half)), ...inPatterns(service, names.slice(half))];
}

/** What a service does by itself, such as the rotation of a key, is a record of the second kind. */
const patternOf = (service: string, eventName: readonly string[]): EventPattern => ({
  'detail-type': ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'],
  detail: { eventSource: [`${service}.amazonaws.com`], eventName },
});

function split(call: string): { readonly service: string; readonly name: string } {
  const [service = '', name = ''] = call.split(':');
  return { service, name };
}

/**
 * The region in which IAM writes its records; in China CloudFront has another.
 * Sources: the regions that requests to IAM are signed for (endpoint rules of @aws-sdk/client-iam),
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html#eb-rule-did-not-trigger-iam,
 * https://github.com/aws-samples/scp-alternative-solution/issues/14
 */
const globalRegions: Readonly<Record<string, string>> = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
};

/** The region in which the global services of a partition write their records. */
export const globalRegionOf = (partition: string): string => globalRegions[partition] ?? 'us-east-1';

/** Every rule in each region where it belongs. */
export function placedRules(
  types: readonly Type[],
  { events, partition }: AwsMember,
): readonly (EventRule & { readonly region: string })[] {
  const rules = events ? eventRules(types) : [];
  return rules.flatMap((rule) =>
    (rule.isGlobal ? [globalRegionOf(partition)] : (events?.regions ?? [])).map((region) => ({ ...rule, region })),
  );
}
