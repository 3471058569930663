import type { Type } from '#model';
import {
  eventRules,
  globalRegionOf,
  pathAndName,
  readerPolicy,
  readerPolicyName,
  remediatorDescription,
  remediatorPolicy,
  remediatorPolicyName,
  remediatorTrustOf,
  roleDescription,
  senderPolicy,
  senderTrust,
  trustOf,
  type AwsMember,
  type EventRule,
  type MemberEvents,
} from './aws-member.ts';

/**
 * The same as a template of CloudFormation, for a stack or a stack set. A stack stands in one region: with events it is
 * made in each that is watched and in that of the global services, where the role is made too, since a role is of no region.
 */
export function awsTemplate(types: readonly Type[], member: AwsMember): object {
  const { events } = member;
  const { path, name } = pathAndName(member.role);
  const role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      ...{ RoleName: name, Path: path, Description: roleDescription },
      AssumeRolePolicyDocument: trustOf(member),
      Policies: [{ PolicyName: readerPolicyName, PolicyDocument: readerPolicy(types) }],
    },
  };
  const head = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Lets Shoalwatch read this account. Takes CAPABILITY_NAMED_IAM.',
  };
  const remediator = remediatorOf(types, member);
  if (!events) return { ...head, Resources: { Reader: role, ...(remediator && { Remediator: remediator }) } };
  const regions = [...new Set([globalRegionOf(member.partition), ...events.regions])];
  const place = (rule: EventRule) => ruleOf(rule, events);
  return {
    ...head,
    Description: `${head.Description} Regions: ${regions.join(', ')}.`,
    Conditions: {
      IsGlobalRegion: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, globalRegionOf(member.partition)] },
      IsWatched: { 'Fn::Or': twoAtLeast(events.regions.map((it) => ({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, it] }))) },
    },
    Resources: {
      Reader: { ...role, Condition: 'IsGlobalRegion' },
      ...(remediator && { Remediator: { ...remediator, Condition: 'IsGlobalRegion' } }),
      Sender: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: senderTrust,
          Policies: [{ PolicyName: 'shoalwatch-events', PolicyDocument: senderPolicy(events.bus) }],
        },
      },
      ...Object.fromEntries(eventRules(types).map((rule) => [logicalId(rule.name), place(rule)])),
    },
  };
}

/** Where an account is not known yet CloudFormation says it. */
function remediatorOf(types: readonly Type[], member: AwsMember): object | undefined {
  const { remediator, role: reader, partition } = member;
  if (!remediator) return undefined;
  const { path, name } = pathAndName(remediator.role);
  const policy = remediatorPolicy(types, remediator, { account: '${AWS::AccountId}', partition, reader });
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      ...{ RoleName: name, Path: path, Description: remediatorDescription },
      AssumeRolePolicyDocument: remediatorTrustOf(member),
      Policies: [{ PolicyName: remediatorPolicyName, PolicyDocument: filledIn(policy) }],
    },
  };
}

/** Each text that names the account as one that CloudFormation fills in. */
function filledIn(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('${AWS::AccountId}') ? { 'Fn::Sub': value } : value;
  if (Array.isArray(value)) return value.map(filledIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filledIn(one)]));
}

const ruleOf = ({ name, isGlobal, pattern }: EventRule, { bus, prefix = 'shoalwatch' }: MemberEvents) => ({
  Type: 'AWS::Events::Rule',
  Condition: isGlobal ? 'IsGlobalRegion' : 'IsWatched',
  Properties: {
    Name: name.replace('shoalwatch', prefix),
    EventPattern: pattern,
    State: 'ENABLED',
    Targets: [{ Id: 'bus', Arn: bus, RoleArn: { 'Fn::GetAtt': ['Sender', 'Arn'] } }],
  },
});

/** `shoalwatch-ec2-1` is `RuleEc21`. */
const logicalId = (name: string): string =>
  `Rule${name
    .split('-')
    .slice(1)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')}`;

/** `Fn::Or` takes from two to ten conditions, each of which may be another one. */
function twoAtLeast(conditions: readonly object[]): readonly object[] {
  const [first = {}] = conditions;
  if (conditions.length < 2) return [first, first];
  if (conditions.length <= most) return conditions;
  return [...conditions.slice(0, most - 1), { 'Fn::Or': twoAtLeast(conditions.slice(most - 1)) }];
}

const most = 10;
