import rule from '#rules/kubernetes/rbac/k8s-rbac-token-create';
import { rightCases } from '../../../support/kubernetes/right-cases.ts';
import { asClusterRole, asRole, everywhere, may, mayWithin, within } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const token = allow(['create'], ['serviceaccounts/token']);
const shared = rightCases({ rights: [token], does: 'create serviceaccounts/token' });

testRule(rule, {
  pass: {
    ...shared.pass,
    'accounts without their tokens': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create', 'get'], ['serviceaccounts']))],
    },
    'tokens have no other verb': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['get', 'update'], ['serviceaccounts/token']))],
    },
  },
  fail: {
    ...shared.fail,
    'the tokens of everything': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['*'], ['*/token']))],
      message: may('create serviceaccounts/token'),
    },
    'a system namespace': {
      on: within('kube-system', 'User:jo'),
      beside: [asRole('kube-system', token)],
      message: mayWithin('kube-system', 'create serviceaccounts/token'),
    },
    'another namespace': {
      on: within('shop', 'User:jo'),
      beside: [asRole('shop', token)],
      message: mayWithin('shop', 'create serviceaccounts/token'),
      grade: 'medium',
    },
    'accounts by their names': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create'], ['serviceaccounts/token'], [''], ['web', 'api']))],
      message: may('create serviceaccounts/token (web, api)'),
      grade: 'low',
    },
    'accounts by their names beside all': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create'], ['serviceaccounts/token'], [''], ['web']), token)],
      message: may('create serviceaccounts/token'),
    },
  },
  unknown: shared.unknown,
  notApplicable: shared.notApplicable,
});
