import { z } from 'zod';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { bindingActions, planHolderRemoval } from '#clouds/kubernetes/rbac/actions';
import { bindingGrant, bindings, grantedRules, type RuleAt } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { grantNamespace, podCreation } from '#clouds/kubernetes/rbac/pod-right-facts';
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

  evaluate(it, { fact, find, params }) {
    const grant = fact(bindingGrant, it);
    const place = grantNamespace(it, grant);
    const creation = (rules: readonly RuleAt[]) =>
      podCreation(rules, () => (place === undefined ? 'absent' : find(namespace, place)));
    return judgeRight(grant, params, creation, {
      rulesOf: () => fact(grantedRules, it),
      holdersOf: () => fact(bindingHolders, it),
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: bindingActions,
    plan: (it, { fact, params }, { evidence }) => planHolderRemoval(it, fact(bindingHolders, it), params, evidence),
  },
});
