import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledge } from './nag.ts';
import { statesRoleIn } from './states-role.ts';

interface MachineTraits {
  /** The name of the machine, which its children have too. */
  readonly name: string;
  readonly functions: readonly LambdaFunction[];
}

/**
 * What the state machine of the sweeps may: its map starts children that are executions of the same machine.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
export function machineRoleIn(scope: Construct, { name, functions }: MachineTraits): Role {
  const arn = (path: string): string => `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:${path}`;
  const statement = (sid: string, actions: string[], resources: string[]) =>
    new PolicyStatement({ sid, actions, resources });
  const role = statesRoleIn(scope, 'MachineRole', {
    ...{ description: 'Runs the sweeps', functions },
    statements: [
      statement('Children', ['states:StartExecution'], [arn(`stateMachine:${name}`)]),
      statement(
        'ChildrenSeen',
        ['states:DescribeExecution', 'states:StopExecution'],
        [arn(`execution:${name}:*`), arn(`execution:${name}/*`)],
      ),
    ],
  });
  const seen = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${name}`;
  acknowledge(role, [`${seen}:*`, `${seen}/*`], 'Executions are named as they come.');
  return role;
}
