import { z } from 'zod';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { bindingActions, planRemoval } from '#clouds/kubernetes/rbac/actions';
import { crowdRight, reaches, unauthenticated, type Width } from '#clouds/kubernetes/rbac/crowd-facts';
import { bindingGrant, bindings, grantedRules } from '#clouds/kubernetes/rbac/facts';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

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

  evaluate(it, { fact, find, params: { exemptSubjects, exemptRoles } }) {
    const grant = fact(bindingGrant, it);
    const named = grant.subjects.filter(({ text }) => unauthenticated.some((one) => one === text));
    const judged = named.filter(({ text }) => !exemptSubjects.includes(text));
    if (judged.length === 0) return named.length === 0 ? pass() : notApplicable('Policy exempts its subjects.');
    if (exemptRoles.includes(grant.role.name)) return notApplicable('Policy exempts the role.');
    const right = crowdRight(grant, judged, () => fact(grantedRules, it));
    if (right === undefined) return pass();
    if (isUnread(right)) return right;
    const isWide = reaches(right.width, 'paths');
    const cluster = isWide && grant.provider === 'gke' ? find(gkeCluster, grant.cluster ?? '') : 'absent';
    if (isUnread(cluster)) return cluster;
    const limited = cluster !== 'absent' && cluster.config.anonymousAuthenticationConfig?.mode === 'LIMITED';
    return fail(right.says, right.seen, { grade: gradeOf(right.width, limited) });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: bindingActions,
    plan: (it, _, { evidence }) => planRemoval(it, evidence),
  },
});

function gradeOf(width: Width, limited: boolean): 'high' | 'medium' | 'low' | undefined {
  if (reaches(width, 'paths')) return limited ? 'high' : undefined;
  return width === 'discovery' ? 'medium' : 'low';
}
