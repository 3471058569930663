import { Aws, CfnStackSet, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { awsTypes } from '#clouds/aws/types';
import { awsTemplate } from '#report/onboard/aws-cloudformation';
import { globalRegionOf, type AwsMember } from '#report/onboard/aws-member';
import { prefixOf } from './events.ts';
import { everyAction } from './remediator-role.ts';
import type { Members } from './settings.ts';

/** What members are told of this stack: who reads them, and where their changes are sent. */
export function memberOf(scope: Construct, members: Members, bus: string | undefined): AwsMember {
  const { stackName, partition } = Stack.of(scope);
  return {
    partition,
    role: members.role,
    stackAccount: Aws.ACCOUNT_ID,
    externalId: members.externalId,
    principals: [readersOf({ partition, account: Aws.ACCOUNT_ID, stackName, region: Aws.REGION })],
    organization: members.organization,
    remediator: remediatorOf(members, { partition, account: Aws.ACCOUNT_ID, stackName, region: Aws.REGION }),
    events: bus === undefined ? undefined : { bus, regions: members.regions, prefix: prefixOf(scope) },
  };
}

interface Reading {
  readonly partition: string;
  readonly account: string;
  readonly stackName: string;
  readonly region: string;
}

/** The role that may change something in a member, where remediation is enabled. */
export const remediatorOf = (
  { remediator }: Members,
  { partition, account, stackName, region }: Reading,
): AwsMember['remediator'] =>
  remediator === undefined
    ? undefined
    : {
        role: remediator,
        principal: `arn:${partition}:iam::${account}:role/${stackName}-fix-aws-${region}`,
        actions: everyAction,
      };

/** The roles of the functions that read AWS, by the names that they are given. */
export const readersOf = ({ partition, account, stackName, region }: Reading): string =>
  `arn:${partition}:iam::${account}:role/${stackName}-*-aws-${region}`;

/** Gives every account of the units the reader role and the event rules, those that join later too. */
export function memberStackSetIn(scope: Construct, members: Members, bus: string | undefined): CfnStackSet {
  const { partition, stackName } = Stack.of(scope);
  const member = memberOf(scope, members, bus);
  const regions = bus === undefined ? [] : members.regions;
  return new CfnStackSet(scope, 'MemberRoles', {
    stackSetName: `${stackName}-members`,
    description: 'Lets Shoalwatch read the accounts of the organisation',
    permissionModel: 'SERVICE_MANAGED',
    callAs: members.isDelegated ? 'DELEGATED_ADMIN' : 'SELF',
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
    capabilities: ['CAPABILITY_NAMED_IAM'],
    managedExecution: { Active: true },
    operationPreferences: {
      failureTolerancePercentage: 100,
      maxConcurrentPercentage: 25,
      regionConcurrencyType: 'PARALLEL',
    },
    stackInstancesGroup: [
      {
        deploymentTargets: {
          organizationalUnitIds: [...members.units],
          // The stack reads its own account by itself, and its rules have these names there.
          accountFilterType: 'DIFFERENCE',
          accounts: [Aws.ACCOUNT_ID],
        },
        regions: [...new Set([globalRegionOf(partition), ...regions])],
      },
    ],
    templateBody: Stack.of(scope).toJsonString(awsTemplate(awsTypes, member)),
  });
}
