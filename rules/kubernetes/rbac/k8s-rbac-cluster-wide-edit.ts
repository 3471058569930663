import { z } from 'zod';
import { bindingActions } from '#clouds/kubernetes/rbac/actions';
import { bindingGrant, bindings } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { isBuiltIn, isFarReaching, judgeFound, type Right } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule, pass } from '#rule';

export default defineRule({
  id: 'k8s-rbac-cluster-wide-edit',
  on: bindings,
  uses: [bindingGrant, bindingHolders],
  title: 'The roles admin and edit are granted in namespaces',
  severity: 'high',
  control: 'rbac-least-privilege',
  why: 'Both roles read every secret, run pods as any service account, and in system namespaces take over the cluster.',
  fix: 'Bind the role in the namespaces where the subject works, then remove the subject from this binding.',
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  ],
  peers: ['kubescape:C-0035'],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate(it, judging) {
    const grant = judging.fact(bindingGrant, it);
    if (!isBuiltIn(grant) || !isFarReaching(grant)) return pass();
    const right: Right<never> = { does: `do all that ${grant.role.name} allows`, by: [], grade: undefined };
    return judgeFound(it, judging, right);
  },

  remediation: removalOfHolders(bindingActions),
});
