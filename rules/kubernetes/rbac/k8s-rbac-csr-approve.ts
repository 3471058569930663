import { z } from 'zod';
import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import { clusterBindingActions } from '#clouds/kubernetes/rbac/actions';
import { approval, approvers } from '#clouds/kubernetes/rbac/approval-facts';
import { bindingGrant, grantedRules } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { judgeRight } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule } from '#rule';

export default defineRule({
  id: 'k8s-rbac-csr-approve',
  on: clusterRoleBinding,
  uses: [bindingGrant, grantedRules, bindingHolders, approvers],
  title: 'Few subjects approve certificates for clients',
  severity: 'high',
  grades: ['medium', 'low'],
  control: 'rbac-least-privilege',
  why: 'Whoever approves a certificate for a client chooses its user and groups, and nothing takes it back before it ends.',
  fix: 'Name the signers that the subject needs with resourceNames, and none that signs for clients of the API.',
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#csrs-and-certificate-issuing',
    'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#kubernetes-signers',
  ],
  peers: ['kube-bench:aks-1.8/4.1.10', 'kubescape:C-0280', 'prowler:rbac_minimize_csr_approval_access'],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate: (it, judging) =>
    judgeRight(it, judging, (rules, grant, holdersOf) =>
      approval(rules, grant, holdersOf, () => judging.fact(approvers, it)),
    ),

  remediation: removalOfHolders(clusterBindingActions),
});
