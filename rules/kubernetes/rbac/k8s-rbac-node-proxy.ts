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
  id: 'k8s-rbac-node-proxy',
  on: clusterRoleBinding,
  uses: [bindingGrant, grantedRules, bindingHolders],
  title: 'Nobody outside of the system uses nodes/proxy',
  severity: 'high',
  control: 'rbac-least-privilege',
  why: 'The kubelet runs commands in every pod of the node for whoever holds it, and no audit log tells.',
  fix: 'Grant nodes/metrics, nodes/stats or nodes/log instead, and call the kubelet on its own port.',
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes',
  ],
  peers: [
    'kube-bench:eks-1.8.0/4.1.10',
    'kubescape:C-0279',
    'prowler:rbac_minimize_node_proxy_subresource_access',
    'trivy:AVD-KSV-0047',
  ],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate: (it, judging) => judgeRight(it, judging, rightIn),

  remediation: removalOfHolders(clusterBindingActions),
});

const proxy = {
  group: '',
  resources: ['nodes/proxy'],
  verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
};

const rightIn = (rules: readonly RuleAt[]) => rightOf(hitsOf(rules, proxy));
