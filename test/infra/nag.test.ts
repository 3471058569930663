import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { expect, test } from 'vitest';
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
