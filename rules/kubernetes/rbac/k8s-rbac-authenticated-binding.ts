import { z } from 'zod';
import { isSystemNamespace } from '#clouds/kubernetes/namespace/system-facts';
import { authenticated, crowdRight, reaches, type Width } from '#clouds/kubernetes/rbac/crowd-facts';
import { bindingGrant, bindings, grantedRules, type Grant } from '#clouds/kubernetes/rbac/facts';
import { removalOfSubjects } from '#clouds/kubernetes/rbac/removal-actions';
import { nameList } from '#lib/params';
import { defineRule, fail } from '#rule';

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

  evaluate(it, judging) {
    const right = crowdRight(it, judging, authenticated);
    if ('verdict' in right) return right;
    const { subjects, width, says, seen } = right;
    const grant = judging.fact(bindingGrant, it);
    const onGke = grant.provider === 'gke' && subjects.some(({ text }) => text === 'Group:system:authenticated');
    return fail(says, seen, { grade: gradeOf(width, grant, onGke) });
  },

  remediation: removalOfSubjects,
});

function gradeOf(width: Width, { namespace }: Grant, onGke: boolean): 'critical' | 'medium' | 'low' | undefined {
  if (!reaches(width, 'reading')) return 'low';
  if (width === 'reading' || (namespace !== undefined && !isSystemNamespace(namespace))) return 'medium';
  return onGke || width === 'everything' ? 'critical' : undefined;
}
