import { z } from 'zod';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { accountsOf, clusterAdmins, membersOf } from '#clouds/gcp/resource-manager/project-policy/admin-facts';
import { isAnyone, wordsOf } from '#clouds/gcp/resource-manager/project-policy/grant-facts';
import { projectPolicy } from '#clouds/gcp/resource-manager/project-policy/resource';
import { count, nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'gke-iam-cluster-admin-broad',
  on: projectPolicy,
  uses: [gkeCluster],
  title: 'The policy of a project lets few principals administer its GKE clusters',
  severity: 'high',
  grades: ['critical', 'medium'],
  control: 'cluster-admin-limited',
  why: 'Each of them can take over every cluster of the project, and so can whoever gets hold of one.',
  fix: 'Give roles to a few groups, and rights within one cluster by RBAC instead of by a role in the project.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/iam',
    'https://cloud.google.com/iam/docs/principal-identifiers',
  ],
  peers: ['kube-bench:gke-1.9.0/4.1.1', 'trivy:AVD-GCP-0011'],
  params: z.object({ maxMembers: count(5), allowedMembers: nameList() }),

  evaluate({ config }, { listAll, params: { maxMembers, allowedMembers } }) {
    const { crowds, named } = clusterAdmins(config);
    const open = [...crowds].map(([member, grants]) => {
      const always = grants.some(({ isConditional }) => !isConditional);
      const seen = grants.map((it) => it.seen);
      const grade = gradeOf(member, always);
      return fail(`${member} holds ${wordsOf(grants)} in the project.`, seen, { key: member, grade });
    });
    const fine = open.length > 0 ? open : pass();
    const counted = named.filter(({ member }) => !allowedMembers.includes(member));
    if (membersOf(counted).length <= maxMembers) return fine;
    const clusters = new Map(accountsOf(counted).map(([it, account]) => [it, listAll(gkeCluster, { account })]));
    const unread = [...clusters.values()].find((it) => it.unread)?.unread;
    const left = counted.filter(({ member }) => {
      const run = clusters.get(member);
      return run === undefined || (run.items.length === 0 && !unread);
    });
    const members = membersOf(left);
    if (members.length <= maxMembers) return unread ? [...open, unread] : fine;
    const always = membersOf(left.filter(({ isConditional }) => !isConditional));
    const grade = always.length > maxMembers ? undefined : 'medium';
    const seen = left.map((it) => it.seen);
    const found = fail(`More than ${maxMembers} principals administer its clusters.`, seen, { grade });
    return [...open, found];
  },
});

const gradeOf = (member: string, always: boolean): 'critical' | 'medium' | undefined => {
  if (isAnyone(member)) return always ? 'critical' : undefined;
  return always ? undefined : 'medium';
};
