import { expect, it } from 'vitest';
import rule from '#rules/azure/acr/acr-admin-user-enabled';
import { registryWith } from '../../../support/azure/acr.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'The admin user is enabled.';

testRule(rule, {
  pass: {
    'it is false': { on: registryWith({ adminUserEnabled: false }) },
    'missing is false': { on: registryWith() },
  },
  fail: {
    'it is true': { on: registryWith({ adminUserEnabled: true }), message },
    ...Object.fromEntries(
      ['Basic', 'Standard', 'Premium', 'Classic'].map((name) => [
        `every SKU has one: ${name}`,
        { on: registryWith({ adminUserEnabled: true, sku: { name } }), message },
      ]),
    ),
    'an answer without a state takes a plan': {
      on: registryWith({ adminUserEnabled: true, provisioningState: undefined }),
      message,
    },
    'no plan while the registry is being changed': {
      on: registryWith({ adminUserEnabled: true, provisioningState: 'Updating' }),
      message,
      cannot: 'the registry is in the state Updating',
    },
  },
  unknown: {
    'a registry that is being made': {
      on: registryWith({ adminUserEnabled: true, provisioningState: 'Creating' }),
      reason: 'in-transition',
      message: 'Its state is Creating.',
    },
    'a registry that is being deleted': {
      on: registryWith({ provisioningState: 'Deleting' }),
      reason: 'in-transition',
    },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, registryWith({ adminUserEnabled: true })).judgements;
  expect(found?.evidence).toMatchObject([{ actual: true, expected: false }]);
});
