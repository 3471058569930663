import { z } from 'zod';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { bindingActions } from '#clouds/kubernetes/rbac/actions';
import { bindingGrant, bindings, grantedRules } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { grantNamespace, podCreation } from '#clouds/kubernetes/rbac/pod-right-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { judgeRight } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule } from '#rule';

export default defineRule({
  id: 'k8s-rbac-pod-create',
  on: bindings,
  uses: [bindingGrant, grantedRules, bindingHolders, namespace],
  title: 'Few subjects create pods and workloads',
  severity: 'medium',
  grades: ['low'],
  control: 'rbac-least-privilege',
  why: 'A pod may use every secret and service account of its namespace, and where nothing refuses it, the node.',
  fix: 'Leave workloads to the tool that deploys them, and let the namespace enforce a Pod Security Standard.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation'],
  peers: [
    'kube-bench:eks-1.8.0/4.1.4',
    'kubescape:C-0188',
    'prowler:rbac_minimize_pod_creation_access',
    'trivy:AVD-KSV-0048',
  ],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate: (it, judging) =>
    judgeRight(it, judging, (rules, grant) => {
      const place = grantNamespace(it, grant);
      return podCreation(rules, () => (place === undefined ? 'absent' : judging.find(namespace, place)));
    }),

  remediation: removalOfHolders(bindingActions),
});
