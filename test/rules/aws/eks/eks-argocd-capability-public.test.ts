import { expect, it } from 'vitest';
import type { eksCapability } from '#clouds/aws/eks/capability/resource';
import rule from '#rules/aws/eks/eks-argocd-capability-public';
import { capabilityWith } from '../../../support/aws/capability.ts';
import type { Draft } from '../../../support/build.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

type ArgoCd = NonNullable<NonNullable<typeof eksCapability.config.configuration>['argoCd']>;

const argo = (argoCd: Draft<ArgoCd> | undefined) => capabilityWith({ configuration: { argoCd } });
const open = 'The internet reaches its server.';
const { id } = argo({});
const named = { params: { endpointIds: { [id]: ['vpce-0a1b'] } } };
const cannot = `endpointIds names none for ${id}`;
const admin = (type: 'SSO_GROUP' | 'SSO_USER', role: 'ADMIN' | 'VIEWER' = 'ADMIN') => ({
  rbacRoleMappings: [{ role, identities: [{ id: 'g-1', type }] }],
});

testRule(rule, {
  pass: {
    'endpoints lead to it': {
      on: argo({ networkAccess: { vpceIds: ['vpce-1', 'vpce-2'] } }),
      message: 'Only vpce-1, vpce-2 lead to it.',
    },
    'endpoints lead to it, whoever administers it': {
      on: argo({ networkAccess: { vpceIds: ['vpce-1'] }, ...admin('SSO_GROUP') }),
      message: 'Only vpce-1 lead to it.',
    },
  },
  fail: {
    'no network access is said': { on: argo({}), message: open, cannot },
    'no endpoints': { on: argo({ networkAccess: {} }), message: open, ...named },
    'an empty list of endpoints': { on: argo({ networkAccess: { vpceIds: [] } }), message: open, ...named },
    'a group administers it': {
      on: argo(admin('SSO_GROUP')),
      message: 'The internet reaches its server, which the group g-1 administers.',
      grade: 'high',
      ...named,
    },
    'a group that policy names administers it': {
      on: argo(admin('SSO_GROUP')),
      params: { allowedAdminIds: ['g-1'], ...named.params },
      message: open,
    },
    'a single user administers it': { on: argo(admin('SSO_USER')), message: open, ...named },
    'a group that only looks': { on: argo(admin('SSO_GROUP', 'VIEWER')), message: open, ...named },
  },
  unknown: {
    'it is being made': { on: capabilityWith({ status: 'CREATING' }), reason: 'in-transition' },
    'it could not be made': {
      on: capabilityWith({ status: 'CREATE_FAILED', configuration: { argoCd: {} } }),
      reason: 'not-ready',
    },
    'it is going': { on: capabilityWith({ status: 'DELETING' }), reason: 'in-transition' },
    'an answer without its settings': { on: argo(undefined), reason: 'field-missing' },
    'an answer without its type': { on: capabilityWith({ type: undefined }), reason: 'field-missing' },
  },
  notApplicable: {
    ACK: { on: capabilityWith({ type: 'ACK', configuration: {} }), message: 'it runs ACK' },
  },
});

it('points at the group', () => {
  const [judged] = judgedBy(rule, argo(admin('SSO_GROUP'))).judgements;
  expect(judged?.evidence).toEqual([
    { at: 'configuration.argoCd', actual: 'no vpceIds', expected: 'VPC endpoints' },
    { at: 'configuration.argoCd.rbacRoleMappings[0].identities[0].id', actual: 'g-1' },
  ]);
});
