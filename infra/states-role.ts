import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledge } from './nag.ts';

interface Runs {
  readonly description: string;
  readonly functions: readonly LambdaFunction[];
  /** What it may besides. */
  readonly statements?: readonly PolicyStatement[];
}

/**
 * The role of a state machine, which only Step Functions in this account may take: it calls its functions, logs and traces, and
 * may nothing else but what is given.
 */
export function statesRoleIn(scope: Construct, id: string, { description, functions, statements = [] }: Runs): Role {
  const role = new Role(scope, id, {
    description,
    assumedBy: new ServicePrincipal('states.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: {
      own: new PolicyDocument({
        minimize: false,
        statements: [
          new PolicyStatement({
            ...{ sid: 'Functions', actions: ['lambda:InvokeFunction'] },
            resources: functions.map(({ functionArn }) => functionArn),
          }),
          ...statements,
          // These two take no resource. Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
          new PolicyStatement({ sid: 'Logs', actions: [...logDelivery], resources: ['*'] }),
          new PolicyStatement({ sid: 'Traces', actions: [...tracing], resources: ['*'] }),
        ],
      }),
    },
  });
  acknowledge(role, ['*'], 'Log deliveries and traces name no resource.');
  return role;
}

const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

const tracing = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
];
