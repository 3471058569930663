import { Aws, Stack } from 'aws-cdk-lib';
import { ArnPrincipal, Effect, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { awsTypes } from '#clouds/aws/types';
import { withUndo } from '#engine/plan/undo';
import {
  awsActionStatements,
  awsCallerStatement,
  neverOurselves,
  type ActionStatement,
} from '#report/onboard/remediator';
import { rules } from '#rules/catalog.gen';
import { acknowledge } from './nag.ts';

/** Every action that a plan or its way back can hold. */
export const everyAction = withUndo(rules.flatMap(({ remediation }) => remediation?.actions ?? []));

/** The role of the own account that may change something: its name is known before it is made. */
export const remediatorName = (scope: Construct): string => `${Stack.of(scope).stackName}-remediate-${Aws.REGION}`;

export const remediatorArn = (scope: Construct): string =>
  `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${remediatorName(scope)}`;

/**
 * The role that may change something in the own account: a statement for each action, one to ask who called a cluster, and
 * nobody but the function that fixes may take it, in the name of somebody.
 */
export function remediatorRoleIn(scope: Construct, by: Role): Role {
  const where = { partition: Aws.PARTITION, account: Aws.ACCOUNT_ID };
  const given = [...awsActionStatements(everyAction, where), awsCallerStatement(awsTypes, where)];
  const own = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${Stack.of(scope).stackName}-*`;
  const named = { StringLike: { 'sts:SourceIdentity': '?*' } };
  const role = new Role(scope, 'Remediator', {
    roleName: remediatorName(scope),
    description: 'Changes what a plan says that somebody approved',
    assumedBy: new ArnPrincipal(by.roleArn).withConditions(named),
    inlinePolicies: {
      own: new PolicyDocument({
        minimize: false,
        statements: [...given.map(allowed), denied(neverOurselves([own]))],
      }),
    },
  });
  role.assumeRolePolicy?.addStatements(
    new PolicyStatement({
      actions: ['sts:SetSourceIdentity'],
      principals: [new ArnPrincipal(by.roleArn)],
      conditions: named,
    }),
  );
  const everywhere = [...new Set([...given.flatMap(({ resources }) => resources), own])];
  acknowledge(
    role,
    everywhere.map((it) =>
      it.replaceAll(Aws.PARTITION, '<AWS::Partition>').replaceAll(Aws.ACCOUNT_ID, '<AWS::AccountId>'),
    ),
    'What is found is fixed where it is found. Every action is named, and each change is approved.',
  );
  return role;
}

const allowed = ({ sid, actions, resources, conditions }: ActionStatement): PolicyStatement =>
  new PolicyStatement({
    ...{ sid, effect: Effect.ALLOW, actions: [...actions], resources: [...resources] },
    ...(conditions && { conditions }),
  });

const denied = ({ sid, actions, resources }: ActionStatement): PolicyStatement =>
  new PolicyStatement({ sid, effect: Effect.DENY, actions: [...actions], resources: [...resources] });
