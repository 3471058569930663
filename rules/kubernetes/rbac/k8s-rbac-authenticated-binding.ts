import { z } from 'zod';
import { bindingActions, planRemoval } from '#clouds/kubernetes/rbac/actions';
import { authenticated, crowdRight, reaches, type Width } from '#clouds/kubernetes/rbac/crowd-facts';
import { bindingGrant, bindings, grantedRules, type Grant } from '#clouds/kubernetes/rbac/facts';
import { isSystemNamespace } from '#clouds/kubernetes/rbac/system-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-rbac-authenticated-binding',
  on: bindings,
  uses: [bindingGrant, grantedRules],
  title: 'Only default bindings name everybody who is authenticated',
  severity: 'high',
  grades: ['critical', 'medium', 'low'],
  control: 'anonymous-access-limited',
  why: 'Every identity and every pod may do what is granted; on GKE system:authenticated is every Google account.',
  fix: 'Name the users, groups and service accounts that need the right, then remove the group from the binding.',
  references: [
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    'https://cloud.google.com/kubernetes-engine/docs/best-practices/rbac#default-roles-groups',
  ],
  peers: ['kube-bench:gke-1.9.0/4.1.10', 'kubescape:C-0265', 'trivy:AVD-KSV-01011'],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate(it, { fact, params: { exemptSubjects, exemptRoles } }) {
    const grant = fact(bindingGrant, it);
    const named = grant.subjects.filter(({ text }) => authenticated.some((one) => one === text));
    const judged = named.filter(({ text }) => !exemptSubjects.includes(text));
    if (judged.length === 0) return named.length === 0 ? pass() : notApplicable('Policy exempts its subjects.');
    if (exemptRoles.includes(grant.role.name)) return notApplicable('Policy exempts the role.');
    const right = crowdRight(grant, judged, () => fact(grantedRules, it));
    if (right === undefined) return pass();
    if (isUnread(right)) return right;
    const onGke = grant.provider === 'gke' && judged.some(({ text }) => text === 'Group:system:authenticated');
    const grade = gradeOf(right.width, grant, onGke);
    return fail(right.says, right.seen, { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: bindingActions,
    plan: (it, _, { evidence }) => planRemoval(it, evidence),
  },
});

function gradeOf(width: Width, { namespace }: Grant, onGke: boolean): 'critical' | 'medium' | 'low' | undefined {
  if (!reaches(width, 'reading')) return 'low';
  if (width === 'reading' || (namespace !== undefined && !isSystemNamespace(namespace))) return 'medium';
  return onGke || width === 'everything' ? 'critical' : undefined;
}
