import { clusterRole } from '#clouds/kubernetes/cluster-role/resource';
import type { PolicyRule } from '#clouds/kubernetes/rbac/facts';
import rule from '#rules/kubernetes/rbac/k8s-rbac-csr-approve';
import { gapOn } from '../../../support/build.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { clusterBindingWith, clusterRoleWith } from '../../../support/kubernetes/rbac.ts';
import { rightCases } from '../../../support/kubernetes/right-cases.ts';
import { asClusterRole, everywhere, may, nobodyElse } from '../../../support/kubernetes/rights.ts';
import { testRule } from '../../../support/test-rule.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';

type Rules = readonly PolicyRule[];

const group = ['certificates.k8s.io'];
const approval = allow(['update'], ['certificatesigningrequests/approval'], group);
const signers = (...names: string[]) => allow(['approve'], ['signers'], group, names);
const write = 'update certificatesigningrequests/approval';
const shared = rightCases({
  rights: [approval, signers('example.com/mine')],
  does: `${write}; approve signers (example.com/mine)`,
  grade: 'low',
});
const gke = { cluster: clusters.gke };
const onGke = (...subjects: string[]) => clusterBindingWith('ops', subjects, { role: 'ops', ...gke });
const roleOnGke = (...rules: Rules) => clusterRoleWith('ops', rules, {}, clusters.gke);
const toSigners = (...subjects: string[]) => clusterBindingWith('signers', subjects, { role: 'signers', ...gke });
const ofSigners = (...rules: Rules) => clusterRoleWith('signers', rules, {}, clusters.gke);

testRule(rule, {
  pass: {
    ...shared.pass,
    'approvals alone do nothing': { on: everywhere('User:jo'), beside: [asClusterRole(approval)] },
    'signers alone do nothing': { on: everywhere('User:jo'), beside: [asClusterRole(signers())] },
    'requests without their approval': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(allow(['*'], ['certificatesigningrequests'], group), signers())],
    },
    'signers to sign, not to approve': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(approval, allow(['sign', 'attest'], ['signers'], group))],
    },
    'signers that somebody else may approve for': {
      on: onGke('User:jo'),
      beside: [roleOnGke(approval), toSigners('User:ann'), ofSigners(signers())],
    },
    'signers of all accounts, which a user is not among': {
      on: onGke('User:jo'),
      beside: [roleOnGke(approval), toSigners('Group:system:serviceaccounts'), ofSigners(signers())],
    },
    'the finding stands on the binding that writes approvals': {
      on: toSigners('User:jo'),
      beside: [roleOnGke(approval), onGke('User:jo'), ofSigners(signers())],
    },
  },
  fail: {
    ...shared.fail,
    'signers by the group of everybody who signed in': {
      on: onGke('User:jo'),
      beside: [roleOnGke(approval), toSigners('Group:system:authenticated'), ofSigners(signers())],
      message: may(`${write}; approve signers`),
    },
    'signers of an account by the group of its namespace': {
      on: onGke('ServiceAccount:shop/web'),
      beside: [roleOnGke(approval), toSigners('Group:system:serviceaccounts:shop'), ofSigners(signers())],
      message: may(`${write}; approve signers`, 'ServiceAccount:shop/web'),
    },
    'any signer': {
      on: onGke('User:jo'),
      beside: [roleOnGke(allow(['patch'], ['certificatesigningrequests/approval'], group), signers())],
      message: may('patch certificatesigningrequests/approval; approve signers'),
    },
    'the signer for clients of the API': {
      on: onGke('User:jo'),
      beside: [roleOnGke(approval, signers('kubernetes.io/kube-apiserver-client'))],
      message: may(`${write}; approve signers (kubernetes.io/kube-apiserver-client)`),
    },
    'the signer for kubelets': {
      on: onGke('User:jo'),
      beside: [roleOnGke(approval, signers('kubernetes.io/kube-apiserver-client-kubelet'))],
      message: may(`${write}; approve signers (kubernetes.io/kube-apiserver-client-kubelet)`),
    },
    'a signer for clients beside another, in one rule': {
      on: onGke('User:jo'),
      beside: [roleOnGke(approval, signers('example.com/mine', 'kubernetes.io/kube-apiserver-client'))],
      message: may(`${write}; approve signers (example.com/mine, kubernetes.io/kube-apiserver-client)`),
    },
    'a signer for clients beside another, in two rules': {
      on: onGke('User:jo'),
      beside: [roleOnGke(approval, signers('example.com/mine'), signers('kubernetes.io/kube-apiserver-client'))],
      message: may(
        `${write}; approve signers (example.com/mine); approve signers (kubernetes.io/kube-apiserver-client)`,
      ),
    },
    'all signers of Kubernetes': {
      on: onGke('User:jo'),
      beside: [roleOnGke(approval, signers('kubernetes.io/*'))],
      message: may(`${write}; approve signers (kubernetes.io/*)`),
    },
    'the signer by another binding': {
      on: onGke('User:jo', 'User:ann'),
      beside: [roleOnGke(approval), toSigners('User:jo'), ofSigners(signers())],
      message: may(`${write}; approve signers`),
    },
    'a signer of serving certificates': {
      on: onGke('User:jo'),
      beside: [roleOnGke(approval, signers('kubernetes.io/kubelet-serving'))],
      message: may(`${write}; approve signers (kubernetes.io/kubelet-serving)`),
      grade: 'low',
    },
    'the signer of a subject that policy exempts weighs nothing': {
      on: onGke('User:jo', 'User:ann'),
      beside: [roleOnGke(approval, signers('example.com/mine')), toSigners('User:ann'), ofSigners(signers())],
      params: { exemptSubjects: ['User:ann'] },
      message: may(`${write}; approve signers (example.com/mine)`),
      grade: 'low',
    },
    'EKS signs nothing for clients of the API': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(approval, signers())],
      message: may(`${write}; approve signers`),
      grade: 'medium',
    },
    'a signer of serving certificates on EKS': {
      on: everywhere('User:jo'),
      beside: [asClusterRole(approval, signers('kubernetes.io/kubelet-serving'))],
      message: may(`${write}; approve signers (kubernetes.io/kubelet-serving)`),
      grade: 'low',
    },
  },
  unknown: {
    ...shared.unknown,
    'a role of signers that was not read': {
      on: onGke('User:jo'),
      beside: [roleOnGke(approval), toSigners('User:jo')],
      gaps: [gapOn(clusterRole, ofSigners().target, ofSigners().id)],
      reason: 'denied',
    },
  },
  notApplicable: {
    ...shared.notApplicable,
    'an exempt subject alone holds both': {
      on: onGke('User:jo', 'User:ann'),
      beside: [roleOnGke(approval), toSigners('User:jo'), ofSigners(signers())],
      params: { exemptSubjects: ['User:jo'] },
      message: nobodyElse,
    },
  },
});
