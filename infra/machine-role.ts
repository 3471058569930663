import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledge, arnText } from './nag.ts';
import type { Storage } from './storage.ts';

interface MachineTraits {
  /** The name of the machine, which its children have too. */
  readonly name: string;
  readonly functions: readonly LambdaFunction[];
  readonly storage: Storage;
}

/**
 * What the state machine of the sweeps may: its map starts children that are executions of the same machine.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
export function machineRoleIn(scope: Construct, { name, functions, storage: { bucket, key } }: MachineTraits): Role {
  const arn = (path: string): string => `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:${path}`;
  const statement = (sid: string, actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
    new PolicyStatement({ sid, actions, resources, ...(conditions && { conditions }) });
  const role = new Role(scope, 'MachineRole', {
    description: 'Runs the sweeps',
    assumedBy: new ServicePrincipal('states.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: {
      own: new PolicyDocument({
        minimize: false,
        statements: [
          statement(
            'Functions',
            ['lambda:InvokeFunction'],
            functions.map(({ functionArn }) => functionArn),
          ),
          statement('Children', ['states:StartExecution'], [arn(`stateMachine:${name}`)]),
          statement(
            'ChildrenSeen',
            ['states:DescribeExecution', 'states:StopExecution'],
            [arn(`execution:${name}:*`), arn(`execution:${name}/*`)],
          ),
          statement('Rounds', ['s3:GetObject'], [bucket.arnForObjects('sweeps/*')]),
          statement('Key', ['kms:Decrypt'], [key.keyArn], {
            StringEquals: { 'kms:ViaService': `s3.${Aws.REGION}.${Aws.URL_SUFFIX}` },
          }),
          // These two take no resource. Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
          statement('Logs', logDelivery, ['*']),
          statement(
            'Traces',
            ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
            ['*'],
          ),
        ],
      }),
    },
  });
  const seen = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${name}`;
  acknowledge(role, [`${seen}:*`, `${seen}/*`], 'Executions are named as they come.');
  acknowledge(role, ['*'], 'Log deliveries and traces name no resource.');
  acknowledge(role, [`${arnText(bucket)}/sweeps/*`], 'Each round of each sweep is a file of its own.');
  return role;
}

export const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];
