import rule from '#rules/kubernetes/rbac/k8s-rbac-webhook-write';
import { rightCases } from '../../../support/kubernetes/right-cases.ts';
import { asClusterRole, everywhere, may } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

const group = ['admissionregistration.k8s.io'];
const mutating = 'mutatingwebhookconfigurations';
const validating = 'validatingwebhookconfigurations';
const shared = rightCases({ rights: [allow(['patch'], [mutating], group)], does: `patch ${mutating}` });

testRule(rule, {
  pass: {
    ...shared.pass,
    'configurations that are read': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['get', 'list', 'watch'], [mutating, validating], group))],
    },
    'another group': { on: everywhere('User:jo'), beside: [asClusterRole(allow(['*'], [mutating]))] },
    'creation carries no name': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create'], [mutating], group, ['own']))],
    },
  },
  fail: {
    ...shared.fail,
    'policies that mutate, and their bindings': {
      on: everywhere('User:jo'),
      beside: [
        asClusterRole(allow(['create'], ['mutatingadmissionpolicies', 'mutatingadmissionpolicybindings'], group)),
      ],
      message: may('create mutatingadmissionpolicies, mutatingadmissionpolicybindings'),
    },
    'policies that validate may be turned off': {
      on: everywhere('User:jo'),
      beside: [
        asClusterRole(
          allow(['delete', 'deletecollection'], ['validatingadmissionpolicies'], group),
          allow(['update'], ['validatingadmissionpolicybindings'], group),
        ),
      ],
      message: may('delete, deletecollection validatingadmissionpolicies; update validatingadmissionpolicybindings'),
    },
    'webhooks that validate see every object': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create'], [validating], group))],
      message: may(`create ${validating}`),
    },
    'its own configuration by name': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['create', 'update', 'delete'], [mutating, validating], group, ['own']))],
      message: may(`update, delete ${mutating}, ${validating} (own)`),
      grade: 'low',
    },
    'its own configuration beside all others': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['update'], [mutating], group, ['own']), allow(['patch'], [validating], group))],
      message: may(`patch ${validating}`),
    },
  },
  unknown: shared.unknown,
  notApplicable: shared.notApplicable,
});
