import { z } from 'zod';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { isCrowd } from '#clouds/kubernetes/rbac/crowd-facts';
import { bindingGrant, bindings, grantedRules, isFullAdmin } from '#clouds/kubernetes/rbac/facts';
import { asksForGroups, gradeOf, outsidersOf, providerBindings } from '#clouds/kubernetes/rbac/provider-facts';
import { removalOfSubjects } from '#clouds/kubernetes/rbac/removal-actions';
import { knownSubjects } from '#clouds/kubernetes/rbac/subject-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

const who = { provider: z.enum(['any', 'eks', 'aks', 'gke']), subjects: z.array(z.string()).readonly() };
const row = z.object({ ...who, binding: z.string(), role: z.string() });

export default defineRule({
  id: 'k8s-rbac-cluster-admin-binding',
  on: bindings,
  uses: [bindingGrant, grantedRules, knownSubjects, aksCluster],
  title: 'Only the system holds full rights on a cluster',
  severity: 'high',
  grades: ['critical', 'medium'],
  control: 'cluster-admin-limited',
  why: 'Whoever steals one credential of such a subject owns the cluster, its secrets and its nodes.',
  fix: 'Grant the rights that the subject needs in its namespaces, then remove it from the binding.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  peers: [
    'kube-bench:eks-1.8.0/4.1.1',
    'kubescape:C-0035',
    'kubescape:C-0185',
    'prowler:rbac_cluster_admin_usage',
    'trivy:AVD-KSV-0111',
  ],
  params: z.object({
    exemptSubjects: nameList(),
    exemptRoles: nameList(),
    providerBindings: z.array(row).default([...providerBindings]),
  }),

  evaluate(it, { fact, find, params: { exemptRoles, exemptSubjects, providerBindings: rows } }) {
    const grant = fact(bindingGrant, it);
    const full = isFullAdmin(grant, () => fact(grantedRules, it));
    if (full !== true) return isUnread(full) ? full : pass();
    if (exemptRoles.includes(grant.role.name)) return notApplicable('Policy exempts the role.');
    const cluster = asksForGroups(rows, grant) ? find(aksCluster, grant.cluster ?? '') : 'absent';
    const judged = fact(knownSubjects, it).filter((one) => !isCrowd(one) && !exemptSubjects.includes(one.text));
    const { outsiders, unsure } = outsidersOf(judged, grant, rows, cluster);
    if (outsiders.length === 0) return unsure ?? notApplicable('Its subjects are exempt, the system, or everybody.');
    const grade = gradeOf(grant, outsiders);
    if (isUnread(grade)) return grade;
    const names = outsiders.map(({ text }) => text);
    const seen = outsiders.map(({ at, text }) => ({ at, actual: text }));
    return fail(`Full rights on ${grant.where} are granted to ${names.join(', ')}.`, seen, { grade });
  },

  remediation: removalOfSubjects,
});
