import { z } from 'zod';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { crowdRight, reaches, unauthenticated, type Width } from '#clouds/kubernetes/rbac/crowd-facts';
import { bindingGrant, bindings, grantedRules } from '#clouds/kubernetes/rbac/facts';
import { removalOfSubjects } from '#clouds/kubernetes/rbac/removal-actions';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread } from '#rule';

export default defineRule({
  id: 'k8s-rbac-anonymous-binding',
  on: bindings,
  uses: [bindingGrant, grantedRules, gkeCluster],
  title: 'No binding names callers who show no credentials',
  severity: 'critical',
  grades: ['high', 'medium', 'low'],
  control: 'anonymous-access-limited',
  why: 'Whoever reaches the API may do what is granted, and nobody learns who it was.',
  fix: 'Remove system:anonymous and system:unauthenticated from the binding; name those who need the right.',
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  ],
  peers: [
    'eks-bpg:security/iam',
    'kube-bench:gke-1.9.0/4.1.8',
    'kube-bench:gke-1.9.0/4.1.9',
    'kubescape:C-0262',
    'trivy:AVD-KSV-0122',
  ],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate(it, judging) {
    const right = crowdRight(it, judging, unauthenticated);
    if ('verdict' in right) return right;
    const { provider, cluster } = judging.fact(bindingGrant, it);
    const isWide = reaches(right.width, 'paths');
    const gke = isWide && provider === 'gke' ? judging.find(gkeCluster, cluster ?? '') : 'absent';
    if (isUnread(gke)) return gke;
    const limited = gke !== 'absent' && gke.config.anonymousAuthenticationConfig?.mode === 'LIMITED';
    return fail(right.says, right.seen, { grade: gradeOf(right.width, limited) });
  },

  remediation: removalOfSubjects,
});

function gradeOf(width: Width, limited: boolean): 'high' | 'medium' | 'low' | undefined {
  if (reaches(width, 'paths')) return limited ? 'high' : undefined;
  return width === 'discovery' ? 'medium' : 'low';
}
