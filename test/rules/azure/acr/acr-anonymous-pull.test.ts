import { expect, it } from 'vitest';
import rule from '#rules/azure/acr/acr-anonymous-pull';
import { registryWith } from '../../../support/azure/acr.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'Whoever reaches the registry may pull every image without signing in.';
const inside = 'Whoever reaches its private endpoints may pull every image without signing in.';
const open = (config: Parameters<typeof registryWith>[0] = {}) =>
  registryWith({ anonymousPullEnabled: true, ...config });
const params = { exemptTags: { audience: 'public' } };

testRule(rule, {
  pass: {
    'it is false': { on: registryWith({ anonymousPullEnabled: false }) },
    'missing from a Basic registry, which cannot have it': { on: registryWith({ sku: { name: 'Basic' } }) },
    'a registry that policy would exempt has it off': {
      on: registryWith({ anonymousPullEnabled: false, tags: params.exemptTags }),
      params,
    },
  },
  fail: {
    'it is true': { on: open(), message },
    'it is true on the network of everyone': { on: open({ publicNetworkAccess: 'Enabled' }), message },
    'a Basic registry that says so all the same': { on: open({ sku: { name: 'Basic' } }), message },
    'only private endpoints lead to it': {
      on: open({ publicNetworkAccess: 'Disabled' }),
      message: inside,
      grade: 'medium',
    },
    'only private endpoints, in another spelling': {
      on: open({ publicNetworkAccess: 'disabled' }),
      message: inside,
      grade: 'medium',
    },
    'no tag exempts a registry unless policy says so': { on: open({ tags: params.exemptTags }), message },
    'another value of an exempting tag exempts nothing': {
      on: open({ tags: { audience: 'Public', public: 'audience' } }),
      params,
      message,
    },
    'another tag with the value exempts nothing': { on: open({ tags: { team: 'public' } }), params, message },
    'a registry without tags': { on: open(), params, message },
    'no plan while the registry is being changed': {
      on: open({ provisioningState: 'Updating' }),
      message,
      cannot: 'the registry is in the state Updating',
    },
  },
  unknown: {
    'missing from an answer of an older version, which does not tell': { on: registryWith(), reason: 'field-missing' },
    'missing from a Standard registry': { on: registryWith({ sku: { name: 'Standard' } }), reason: 'field-missing' },
    'a registry that is being made': { on: open({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
  notApplicable: {
    'a tag pair that policy exempts': {
      on: open({ tags: { team: 'shop', ...params.exemptTags } }),
      params: { exemptTags: { other: 'tag', ...params.exemptTags } },
      message: 'policy exempts registries with the tag audience=public',
    },
    'a tag pair that policy exempts, where the answer does not tell': {
      on: registryWith({ tags: params.exemptTags }),
      params,
      message: 'policy exempts registries with the tag audience=public',
    },
    'a tag whose name Azure answers in another spelling': {
      on: open({ tags: { Audience: 'public' } }),
      params: { exemptTags: { AUDIENCE: 'public' } },
      message: 'policy exempts registries with the tag AUDIENCE=public',
    },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, open()).judgements;
  expect(found?.evidence).toEqual([{ at: 'anonymousPullEnabled', actual: true, expected: false }]);
});
