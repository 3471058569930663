import rule from '#rules/kubernetes/rbac/k8s-rbac-node-proxy';
import { rightCases } from '../../../support/kubernetes/right-cases.ts';
import { asClusterRole, everywhere, may } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const shared = rightCases({ rights: [allow(['get'], ['nodes/proxy'])], does: 'get nodes/proxy' });

testRule(rule, {
  pass: {
    ...shared.pass,
    'nodes without the proxy': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['*'], ['nodes', 'nodes/metrics', 'nodes/stats', 'nodes/log']))],
    },
    'a wildcard behind a resource matches nothing': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['get'], ['nodes/*']))],
    },
    'the proxy of pods': { on: everywhere('User:jo'), beside: [asClusterRole(allow(['get'], ['pods/proxy']))] },
  },
  fail: {
    ...shared.fail,
    'another verb': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create'], ['nodes/proxy']))],
      message: may('create nodes/proxy'),
    },
    'the proxy of everything': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['get'], ['*/proxy']))],
      message: may('get nodes/proxy'),
    },
    'every resource': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['get', 'list'], ['*']))],
      message: may('get, list nodes/proxy'),
    },
    'one node is enough': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['get'], ['nodes/proxy'], [''], ['node-1']))],
      message: may('get nodes/proxy (node-1)'),
    },
  },
  unknown: shared.unknown,
  notApplicable: shared.notApplicable,
});
