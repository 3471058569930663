import { z } from 'zod';
import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import { clusterBindingActions } from '#clouds/kubernetes/rbac/actions';
import { bindingGrant, grantedRules, type RuleAt } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { hitsOf, judgeRight, unlimitedRightOf } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule } from '#rule';

export default defineRule({
  id: 'k8s-rbac-webhook-write',
  on: clusterRoleBinding,
  uses: [bindingGrant, grantedRules, bindingHolders],
  title: 'Few subjects change webhooks and admission policies',
  severity: 'high',
  grades: ['low'],
  control: 'rbac-least-privilege',
  why: 'Admission sees and changes every object, secrets among them, and it enforces policy: who writes it can do both, or neither.',
  fix: 'Limit the rule to the configurations that the subject owns with resourceNames.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks'],
  peers: [
    'kube-bench:eks-1.8.0/4.1.11',
    'kubescape:C-0281',
    'prowler:rbac_minimize_webhook_config_access',
    'trivy:AVD-KSV-0114',
  ],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate: (it, judging) => judgeRight(it, judging, rightIn),

  remediation: removalOfHolders(clusterBindingActions),
});

const writing = {
  group: 'admissionregistration.k8s.io',
  resources: [
    'mutatingadmissionpolicies',
    'mutatingadmissionpolicybindings',
    'mutatingwebhookconfigurations',
    'validatingadmissionpolicies',
    'validatingadmissionpolicybindings',
    'validatingwebhookconfigurations',
  ],
  verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
};

const rightIn = (rules: readonly RuleAt[]) => unlimitedRightOf(hitsOf(rules, writing));
