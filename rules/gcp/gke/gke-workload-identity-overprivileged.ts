import { z } from 'zod';
import { isCustomRole } from '#clouds/gcp/gke/cluster/node-role-facts';
import { grantsIn, wordsOf, type Grant } from '#clouds/gcp/resource-manager/project-policy/grant-facts';
import { gradeForPods, podsOf } from '#clouds/gcp/resource-manager/project-policy/pod-facts';
import { projectPolicy } from '#clouds/gcp/resource-manager/project-policy/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, pass, severities, unknown, type Severity } from '#rule';

export default defineRule({
  id: 'gke-workload-identity-overprivileged',
  on: projectPolicy,
  title: 'The policy of a project gives no pods a broad role by their Kubernetes identity',
  severity: 'high',
  grades: ['critical', 'medium'],
  control: 'workload-role-least-privilege',
  why: 'Whoever gets into such a pod may do in the whole project what the role allows.',
  fix: 'Give the workload narrow roles, on the single bucket, secret or topic that it uses where that is possible.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity',
    'https://cloud.google.com/iam/docs/roles-overview',
  ],
  peers: ['trivy:AVD-GCP-0007'],
  params: z.object({ allowedRoles: nameList() }),

  evaluate({ config }, { params: { allowedRoles } }) {
    const held = grantsIn(config).filter(({ member, role }) => podsOf(member) && !allowedRoles.includes(role));
    const bad = held.filter((grant) => gradeOf(grant) !== undefined);
    const failed = [...Map.groupBy(bad, ({ member }) => member)].map(([key, grants]) => {
      const worst = severities.find((one) => grants.some((grant) => gradeOf(grant) === one));
      const grade = worst === 'critical' || worst === 'medium' ? worst : undefined;
      const seen = grants.map((grant) => grant.seen);
      return fail(`${podsOf(key)?.words ?? key} holds ${wordsOf(grants)} in the project.`, seen, { key, grade });
    });
    const untold = held.find(({ role }) => isCustomRole(role));
    const doubt = untold ? [unknown('outside', `What ${untold.role} of ${untold.member} allows is not read.`)] : [];
    const all = [...failed, ...doubt];
    return all.length > 0 ? all : pass();
  },
});

function gradeOf({ role, isConditional }: Grant): Severity | undefined {
  const grade = gradeForPods(role);
  return grade && isConditional ? severities[severities.indexOf(grade) + 1] : grade;
}
