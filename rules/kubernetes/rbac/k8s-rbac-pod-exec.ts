import { z } from 'zod';
import { minorOf } from '#clouds/kubernetes/api/facts';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { bindingActions } from '#clouds/kubernetes/rbac/actions';
import { bindingGrant, bindings, grantedRules } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { apiBehind, podEntry } from '#clouds/kubernetes/rbac/pod-right-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { judgeRight } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule } from '#rule';

export default defineRule({
  id: 'k8s-rbac-pod-exec',
  on: bindings,
  uses: [bindingGrant, grantedRules, bindingHolders, kubernetesApi],
  title: 'Few subjects enter running pods',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'rbac-least-privilege',
  why: 'Whoever enters a pod has its secrets, its tokens and its network.',
  fix: 'Remove the right from the role, or bind the role only while somebody needs it.',
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://kubernetes.io/docs/reference/access-authn-authz/authorization/',
  ],
  peers: ['kubescape:C-0002', 'kubescape:C-0063', 'trivy:AVD-KSV-0053', 'trivy:AVD-KSV-0054'],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate: (it, judging) =>
    judgeRight(it, judging, (rules, grant, holdersOf) =>
      podEntry(rules, grant, holdersOf, () => minorOf(judging.find(kubernetesApi, apiBehind(it)))),
    ),

  remediation: removalOfHolders(bindingActions),
});
