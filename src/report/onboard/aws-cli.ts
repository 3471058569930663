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
import { whetherThere } from './once.ts';
import { commandOf, documentIn, expanded, scriptOf } from './script.ts';

const sender = 'shoalwatch-events';

/** A script for the AWS CLI that lets an account be read. */
export function awsScript(types: readonly Type[], member: AwsMember): string {
  const { path, name } = pathAndName(member.role);
  return scriptOf([
    '# Run it in each account that is to be read, signed in as somebody who may make roles.',
    documentIn('trust', trustOf(member)),
    documentIn('policy', readerPolicy(types)),
    whetherThere(
      commandOf('aws iam get-role', { 'role-name': name }),
      [commandOf('aws iam update-assume-role-policy', { 'role-name': name, 'policy-document': expanded('$trust') })],
      [
        commandOf('aws iam create-role', {
          ...(path !== '/' && { path }),
          'role-name': name,
          description: roleDescription,
          'assume-role-policy-document': expanded('$trust'),
        }),
      ],
    ),
    commandOf('aws iam put-role-policy', {
      'role-name': name,
      'policy-name': readerPolicyName,
      'policy-document': expanded('$policy'),
    }),
    ...remediatorSteps(types, member),
    ...eventSteps(types, member),
  ]);
}

function remediatorSteps(types: readonly Type[], member: AwsMember): readonly string[] {
  const { remediator, partition, role: reader } = member;
  if (!remediator) return [];
  const { path, name } = pathAndName(remediator.role);
  return [
    '',
    '# The role that may change something: what it may stands action by action, and nothing of it is used before a plan is',
    '# approved.',
    `account=$(${commandOf('aws sts get-caller-identity', { query: 'Account', output: 'text' })})`,
    documentIn('fix_trust', remediatorTrustOf(member)),
    documentIn('fix_policy', remediatorPolicy(types, remediator, { account: accountUnknown, partition, reader })),
    `fix_policy=$(printf '%s' "$fix_policy" | sed "s/${accountUnknown}/$account/g")`,
    whetherThere(
      commandOf('aws iam get-role', { 'role-name': name }),
      [
        commandOf('aws iam update-assume-role-policy', {
          'role-name': name,
          'policy-document': expanded('$fix_trust'),
        }),
      ],
      [
        commandOf('aws iam create-role', {
          ...(path !== '/' && { path }),
          'role-name': name,
          description: remediatorDescription,
          'assume-role-policy-document': expanded('$fix_trust'),
        }),
      ],
    ),
    commandOf('aws iam put-role-policy', {
      'role-name': name,
      'policy-name': remediatorPolicyName,
      'policy-document': expanded('$fix_policy'),
    }),
  ];
}

/** Stands for the account until the script knows it: no name in AWS holds such signs. */
const accountUnknown = '<account>';

function eventSteps(types: readonly Type[], member: AwsMember): readonly string[] {
  const { events } = member;
  if (!events) return [];
  return [
    '',
    '# Changes are told at once. A trail that records management events has to be on, and the bus has to take events of',
    '# this account: shoalwatch onboard bus prints its policy.',
    documentIn('sender_trust', senderTrust),
    documentIn('sender_policy', senderPolicy(events.bus)),
    whetherThere(
      commandOf('aws iam get-role', { 'role-name': sender }),
      [
        commandOf('aws iam update-assume-role-policy', {
          'role-name': sender,
          'policy-document': expanded('$sender_trust'),
        }),
      ],
      [
        commandOf('aws iam create-role', {
          'role-name': sender,
          'assume-role-policy-document': expanded('$sender_trust'),
        }),
      ],
    ),
    `sender=$(${commandOf('aws iam get-role', { 'role-name': sender, query: 'Role.Arn', output: 'text' })})`,
    commandOf('aws iam put-role-policy', {
      'role-name': sender,
      'policy-name': sender,
      'policy-document': expanded('$sender_policy'),
    }),
    ...placedRules(types, member).flatMap(({ name, region, pattern }) => [
      commandOf('aws events put-rule', { region, name, 'event-pattern': JSON.stringify(pattern) }),
      commandOf('aws events put-targets', {
        region,
        rule: name,
        targets: expanded(`Id=bus,Arn=${events.bus},RoleArn=$sender`),
      }),
    ]),
  ];
}
