import rule from '#rules/azure/aks/aks-admin-group-broad';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const [ours, theirs] = ['4b4518c9-5a13-4dcd-a674-eb4846d01bb9', '0c2ad1ee-53a1-4f60-b2d9-6a2ed9fbdcf2'];
const params = { allowedAdminGroups: [ours.toUpperCase()] };
const message = `The Entra group ${theirs} administers the cluster and is none of the approved ones.`;
const key = theirs;
const groups = (...adminGroupObjectIDs: string[]) => ({ managed: true, adminGroupObjectIDs });

testRule(rule, {
  pass: {
    'the approved group, compared without case': { on: aksWith({ aadProfile: groups(ours) }), params },
    'an empty list': { on: aksWith({ aadProfile: groups() }), params },
    'no list': { on: aksWith({ aadProfile: { managed: true } }), params },
  },
  fail: {
    'a group beside the approved one, and the plan leaves that': {
      on: aksWith({ aadProfile: groups(ours, theirs) }),
      params,
      message,
      key,
    },
    'each group is a finding of its own': {
      on: aksWith({ aadProfile: groups(theirs, ours, 'another') }),
      params,
      message,
      key,
      also: ['The Entra group another administers the cluster and is none of the approved ones.'],
    },
    'no plan where nobody approved would be left': {
      on: aksWith({ aadProfile: groups(theirs, 'another') }),
      params,
      message,
      key,
      also: ['The Entra group another administers the cluster and is none of the approved ones.'],
      cannot: 'no approved group administers the cluster: add one first',
    },
  },
  unknown: {
    'a cluster that is being made': {
      on: aksWith({ provisioningState: 'Creating' }),
      params,
      reason: 'in-transition',
    },
  },
  notApplicable: {
    'policy names no groups': { on: aksWith({ aadProfile: groups(theirs) }), message: 'policy names no admin groups' },
    'no Entra integration': { on: aksWith(), params, message: 'the cluster has no managed Entra integration' },
    'an integration that is not managed': {
      on: aksWith({ aadProfile: { managed: false, adminGroupObjectIDs: [theirs] } }),
      params,
      message: 'the cluster has no managed Entra integration',
    },
  },
});
