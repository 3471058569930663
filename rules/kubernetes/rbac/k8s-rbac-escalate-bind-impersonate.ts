import { z } from 'zod';
import { bindingActions } from '#clouds/kubernetes/rbac/actions';
import { escalation } from '#clouds/kubernetes/rbac/escalation-facts';
import { bindingGrant, bindings, grantedRules } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { isBuiltIn, isFarReaching, judgeFound, judgeRight } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule, isUnread } from '#rule';

export default defineRule({
  id: 'k8s-rbac-escalate-bind-impersonate',
  on: bindings,
  uses: [bindingGrant, grantedRules, bindingHolders],
  title: 'Few subjects hold bind, escalate or impersonate',
  severity: 'high',
  grades: ['critical', 'low'],
  control: 'rbac-least-privilege',
  why: 'These verbs let their holder take rights that nobody granted: those of any role, or of anybody else.',
  fix: 'Remove the subject from the binding, or name the roles and subjects that it may bind and impersonate.',
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#escalate-verb',
    'https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/',
  ],
  peers: [
    'kube-bench:eks-1.8.0/4.1.8',
    'kubescape:C-0065',
    'kubescape:C-0191',
    'trivy:AVD-KSV-0043',
    'trivy:AVD-KSV-0050',
  ],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate(it, judging) {
    const grant = judging.fact(bindingGrant, it);
    if (!isBuiltIn(grant) || isFarReaching(grant)) return judgeRight(it, judging, escalation);
    const rules = judging.fact(grantedRules, it);
    return judgeFound(it, judging, isUnread(rules) ? rules : escalation(rules, grant));
  },

  remediation: removalOfHolders(bindingActions),
});
