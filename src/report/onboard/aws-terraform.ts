import type { Type } from '#model';
import {
  pathAndName,
  placedRules,
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
} from './aws-member.ts';
import { hclOf, isExpression, isList, jsonencode, ref, type Block, type Hcl } from './hcl.ts';

/** The same as Terraform, for the provider of the account that is read. */
export function awsTerraform(types: readonly Type[], member: AwsMember): string {
  const { path, name } = pathAndName(member.role);
  return hclOf([
    { head: 'terraform', blocks: [{ head: 'required_providers', arguments: { aws: provider } }] },
    {
      head: 'resource "aws_iam_role" "shoalwatch_read"',
      arguments: { name, path, description: roleDescription, assume_role_policy: jsonencode(trustOf(member)) },
    },
    {
      head: 'resource "aws_iam_role_policy" "shoalwatch_read"',
      arguments: {
        name: readerPolicyName,
        role: ref('aws_iam_role.shoalwatch_read.id'),
        policy: jsonencode(readerPolicy(types)),
      },
    },
    ...remediatorBlocks(types, member),
    ...eventBlocks(types, member),
  ]);
}

function remediatorBlocks(types: readonly Type[], member: AwsMember): readonly Block[] {
  const { remediator, partition, role: reader } = member;
  if (!remediator) return [];
  const { path, name } = pathAndName(remediator.role);
  return [
    { head: 'data "aws_caller_identity" "shoalwatch"' },
    {
      head: 'resource "aws_iam_role" "shoalwatch_remediate"',
      arguments: {
        ...{ name, path, description: remediatorDescription },
        assume_role_policy: jsonencode(remediatorTrustOf(member)),
      },
    },
    {
      head: 'resource "aws_iam_role_policy" "shoalwatch_remediate"',
      arguments: {
        name: remediatorPolicyName,
        role: ref('aws_iam_role.shoalwatch_remediate.id'),
        policy: jsonencode(
          inAccount(remediatorPolicy(types, remediator, { account: accountUnknown, partition, reader })),
        ),
      },
    },
  ];
}

/** Stands for the account, which Terraform asks for: no name in AWS holds such signs. */
const accountUnknown = '<account>';

/** A document whose texts name the account as an expression. */
function inAccount(value: Hcl): Hcl {
  if (typeof value === 'string')
    return value.includes(accountUnknown)
      ? ref(JSON.stringify(value).replace(accountUnknown, '${data.aws_caller_identity.shoalwatch.account_id}'))
      : value;
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map(inAccount);
  if (isExpression(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inAccount(one)]));
}

/** From this version on a resource names its region. */
const provider = { source: 'hashicorp/aws', version: '>= 6.0' };

function eventBlocks(types: readonly Type[], member: AwsMember): readonly Block[] {
  const { events } = member;
  if (!events) return [];
  const rules = placedRules(types, member).map((rule) => ({
    ...rule,
    label: `${rule.name}-${rule.region}`.replaceAll('-', '_'),
  }));
  return [
    {
      head: 'resource "aws_iam_role" "shoalwatch_events"',
      arguments: { name: 'shoalwatch-events', assume_role_policy: jsonencode(senderTrust) },
    },
    {
      head: 'resource "aws_iam_role_policy" "shoalwatch_events"',
      arguments: {
        name: 'shoalwatch-events',
        role: ref('aws_iam_role.shoalwatch_events.id'),
        policy: jsonencode(senderPolicy(events.bus)),
      },
    },
    ...rules.flatMap(({ label, name, region, pattern }): readonly Block[] => [
      {
        head: `resource "aws_cloudwatch_event_rule" "${label}"`,
        arguments: { region, name, event_pattern: jsonencode({ ...pattern }) },
      },
      {
        head: `resource "aws_cloudwatch_event_target" "${label}"`,
        arguments: {
          region,
          rule: ref(`aws_cloudwatch_event_rule.${label}.name`),
          arn: events.bus,
          role_arn: ref('aws_iam_role.shoalwatch_events.arn'),
        },
      },
    ]),
  ];
}
