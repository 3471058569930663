import { z } from 'zod';
import { bindingGrant, bindings, grantedRules, isFullAdmin } from '#clouds/kubernetes/rbac/facts';
import { masters, mastersIn } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfSubjects } from '#clouds/kubernetes/rbac/removal-actions';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-rbac-masters-group',
  on: bindings,
  uses: [bindingGrant, grantedRules],
  title: 'Only the default binding names system:masters',
  severity: 'low',
  control: 'cluster-admin-limited',
  why: 'The API server lets this group do everything: a binding gives it nothing, and shows that somebody uses it.',
  fix: 'Remove the group from the binding, and give those who are in it a group of their own.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege'],
  peers: ['kube-bench:gke-1.9.0/4.1.6', 'kubescape:C-0246', 'trivy:AVD-KSV-0123'],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate(it, { fact, params: { exemptRoles, exemptSubjects } }) {
    const grant = fact(bindingGrant, it);
    const named = mastersIn(grant);
    if (named.length === 0) return pass();
    const full = isFullAdmin(grant, () => fact(grantedRules, it));
    if (isUnread(full)) return full;
    if (full) return notApplicable('k8s-rbac-cluster-admin-binding judges full rights.');
    if (exemptRoles.includes(grant.role.name)) return notApplicable('Policy exempts the role.');
    if (exemptSubjects.includes(masters)) return notApplicable('Policy exempts the group.');
    const role = `${grant.role.kind}/${grant.role.name}`;
    const seen = named.map(({ at, text }) => ({ at, actual: text }));
    return fail(`${masters} is bound to ${role} in ${grant.where}.`, seen);
  },

  remediation: { ...removalOfSubjects, impact: 'none' },
});
