import rule from '#rules/gcp/gke/gke-groups-for-rbac-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const securityGroup = 'gke-security-groups@shop.example';
const params = { securityGroup };
const grouping = (authenticatorGroupsConfig: object) => gkeWith({ authenticatorGroupsConfig });
const cannot = 'securityGroup is empty: name the group gke-security-groups of your domain';
const off = 'Google Groups for RBAC is off.';

testRule(rule, {
  pass: { 'a group is named': { on: grouping({ enabled: true, securityGroup }) } },
  fail: {
    'nothing is said': { on: gkeWith(), message: off, cannot },
    'it is off': { on: grouping({}), message: off, cannot },
    'it is off, and policy names the group': { on: grouping({}), params, message: off },
    'it is off, and the cluster names the group': { on: grouping({ securityGroup }), message: off },
    'no group is named': { on: grouping({ enabled: true }), message: 'Google Groups for RBAC has no group.', cannot },
    'an empty group': {
      on: grouping({ enabled: true, securityGroup: '' }),
      params,
      message: 'Google Groups for RBAC has no group.',
    },
  },
  unknown: { 'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' } },
});
