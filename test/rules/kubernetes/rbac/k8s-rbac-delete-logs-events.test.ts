import rule from '#rules/kubernetes/rbac/k8s-rbac-delete-logs-events';
import { rightCases } from '../../../support/kubernetes/right-cases.ts';
import { asClusterRole, asRole, everywhere, may, mayWithin, within } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const shared = rightCases({ rights: [allow(['delete'], ['events'])], does: 'delete events' });

testRule(rule, {
  pass: {
    ...shared.pass,
    'events that are written': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create', 'patch'], ['events']))],
    },
    'logs of pods cannot be deleted': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['delete'], ['pods/log']))],
    },
    'events of another group': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['delete'], ['events'], ['events.example.com']))],
    },
  },
  fail: {
    ...shared.fail,
    'all at once, by the newer group': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['deletecollection'], ['events'], ['events.k8s.io']))],
      message: may('deletecollection events'),
    },
    'in one namespace': {
      on: within('shop', 'User:jo'),
      beside: [asRole('shop', allow(['delete'], ['events']))],
      message: mayWithin('shop', 'delete events'),
    },
  },
  unknown: shared.unknown,
  notApplicable: shared.notApplicable,
});
