import rule from '#rules/kubernetes/rbac/k8s-rbac-pv-create';
import { rightCases } from '../../../support/kubernetes/right-cases.ts';
import { asClusterRole, everywhere, may } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const shared = rightCases({ rights: [allow(['create'], ['persistentvolumes'])], does: 'create persistentvolumes' });

testRule(rule, {
  pass: {
    ...shared.pass,
    'claims are for everybody': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create'], ['persistentvolumeclaims']))],
    },
    'volumes that are read': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['get', 'list', 'watch', 'delete'], ['persistentvolumes']))],
    },
  },
  fail: {
    ...shared.fail,
    'volumes among others': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create', 'patch'], ['persistentvolumes', 'pods'], ['*']))],
      message: may('create persistentvolumes'),
    },
    'volumes that are only changed': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['update', 'patch'], ['persistentvolumes']))],
      message: may('update, patch persistentvolumes'),
      grade: 'low',
    },
    'one volume that is changed': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create', 'patch'], ['persistentvolumes'], [''], ['data']))],
      message: may('patch persistentvolumes (data)'),
      grade: 'low',
    },
  },
  unknown: shared.unknown,
  notApplicable: shared.notApplicable,
});
