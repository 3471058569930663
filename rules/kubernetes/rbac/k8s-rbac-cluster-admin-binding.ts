import { z } from 'zod';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { bindingActions, planRemoval } from '#clouds/kubernetes/rbac/actions';
import { bindingGrant, bindings, isFullAdmin } from '#clouds/kubernetes/rbac/facts';
import { asksForGroups, gradeOf, outsidersOf, providerBindings } from '#clouds/kubernetes/rbac/provider-facts';
import { knownSubjects } from '#clouds/kubernetes/rbac/subject-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

const who = { provider: z.enum(['any', 'eks', 'aks', 'gke']), subjects: z.array(z.string()).readonly() };
const row = z.object({ ...who, binding: z.string(), role: z.string() });

export default defineRule({
  id: 'k8s-rbac-cluster-admin-binding',
  on: bindings,
  uses: [bindingGrant, knownSubjects, aksCluster],
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
    const full = isFullAdmin(grant);
    if (full !== true) return isUnread(full) ? full : pass();
    if (exemptRoles.includes(grant.role.name)) return notApplicable('Policy exempts the role.');
    const cluster = asksForGroups(rows, grant) ? find(aksCluster, grant.cluster ?? '') : 'absent';
    const judged = fact(knownSubjects, it).filter(({ text }) => !exemptSubjects.includes(text));
    const { parties, unsure } = outsidersOf(judged, grant, rows, cluster);
    const answers = parties.map((party) => {
      const grade = gradeOf(grant, party);
      const message = `Full rights on ${grant.where} are granted to ${party.words}.`;
      return isUnread(grade) ? grade : fail(message, party.seen, { key: party.key, grade });
    });
    if (unsure) return [...answers, unsure];
    return answers.length > 0 ? answers : notApplicable('Its subjects are exempt or the system.');
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: bindingActions,
    plan: (it, _, { evidence }) => planRemoval(it, evidence),
  },
});
