import { CfnResource, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, test } from 'vitest';
import { appOf, configs, stackOf, topologies } from './topologies.ts';

const packs = { AwsSolutionsChecks, ServerlessChecks };

test.each(
  topologies.flatMap((topology) => Object.keys(packs).map((pack) => [topology, pack as keyof typeof packs] as const)),
)('%s: every error of %s is acknowledged', (topology, pack) => {
  const app = appOf();
  stackOf(configs[topology], {}, app);
  const { violations } = new packs[pack](app).validateScope(app);
  const errors = violations.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ ruleName, violatingResources }) => [ruleName, violatingResources])).toEqual([]);
});

test('a wildcard that nobody acknowledged is an error', () => {
  const app = appOf();
  const stack = stackOf(configs.single, {}, app);
  const role = new Role(stack, 'Open', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  expect(violations.map(({ ruleName }) => ruleName)).toEqual([
    'AwsSolutions-IAM5[Action::s3:*]',
    'AwsSolutions-IAM5[Resource::*]',
  ]);
});

describe('the rules of CloudFormation, which the CDK asks before it deploys,', () => {
  const asking = () => appOf({}, { builtinCloudFormationValidation: true });

  test.each(topologies)('take the template: %s', (topology) => {
    const app = asking();
    stackOf(configs[topology], {}, app);
    expect(() => app.synth()).not.toThrow();
  });

  test('refuse what no service would take', () => {
    const app = asking();
    new CfnResource(new Stack(app, 'Odd'), 'Queue', {
      type: 'AWS::SQS::Queue',
      properties: { VisibilityTimeout: 'an hour' },
    });
    expect(() => app.synth()).toThrow(/VisibilityTimeout/);
  });
});
