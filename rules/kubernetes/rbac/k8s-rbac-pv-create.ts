import { z } from 'zod';
import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import { clusterBindingActions } from '#clouds/kubernetes/rbac/actions';
import { bindingGrant, grantedRules, type RuleAt } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { hitsOf, judgeRight, rightOf } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule } from '#rule';

export default defineRule({
  id: 'k8s-rbac-pv-create',
  on: clusterRoleBinding,
  uses: [bindingGrant, grantedRules, bindingHolders],
  title: 'Few subjects create persistent volumes',
  severity: 'medium',
  grades: ['low'],
  control: 'rbac-least-privilege',
  why: 'A persistent volume can be a folder of a node, and Pod Security does not look at it.',
  fix: 'Let a storage class make the volumes, and leave the right to its provisioner.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation'],
  peers: ['kube-bench:eks-1.8.0/4.1.9', 'kubescape:C-0278', 'prowler:rbac_minimize_pv_creation_access'],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate: (it, judging) => judgeRight(it, judging, rightIn),

  remediation: removalOfHolders(clusterBindingActions),
});

const volumes = { group: '', resources: ['persistentvolumes'] };

function rightIn(rules: readonly RuleAt[]) {
  const created = hitsOf(rules, { ...volumes, verbs: ['create'] });
  if (created.length > 0) return rightOf(created);
  return rightOf(hitsOf(rules, { ...volumes, verbs: ['update', 'patch'] }), 'low');
}
