import { Aws, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge, arnText } from './nag.ts';
import { storeStatements } from './roles.ts';
import type { Storage } from './storage.ts';

/**
 * What an auditor needs to look at everything with `--stack`, and to change nothing: the store, its key, and the outputs that say
 * where it is. It is attached to whoever audits.
 */
export function auditorPolicyIn(scope: Construct, storage: Storage): ManagedPolicy {
  const { stackName, partition } = Stack.of(scope);
  const own = `arn:${partition}:cloudformation:${Aws.REGION}:${Aws.ACCOUNT_ID}:stack/${stackName}/*`;
  const policy = new ManagedPolicy(scope, 'AuditorReadPolicy', {
    description: 'Reads what Shoalwatch found and by what it judged, and changes nothing',
    statements: [
      new PolicyStatement({ sid: 'FindStack', actions: ['cloudformation:DescribeStacks'], resources: [own] }),
      ...storeStatements(storage, { state: 'read', ledger: 'read', bucket: 'read' }),
    ],
  });
  const shown = own
    .replace(partition, '<AWS::Partition>')
    .replace(Aws.REGION, '<AWS::Region>')
    .replace(Aws.ACCOUNT_ID, '<AWS::AccountId>');
  acknowledge(policy, [shown], 'CloudFormation ends the name of a stack in an id of its own.');
  acknowledge(policy, [`${arnText(storage.bucket)}/*`], 'The files of the store are named as they are written.');
  return policy;
}
