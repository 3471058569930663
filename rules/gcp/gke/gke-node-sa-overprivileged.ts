import { z } from 'zod';
import { gradeOfRole, isCustomRole } from '#clouds/gcp/gke/cluster/node-role-facts';
import { wordsOf, type Grant } from '#clouds/gcp/resource-manager/project-policy/grant-facts';
import { nodeAccounts } from '#clouds/gcp/resource-manager/project-policy/node-facts';
import { projectPolicy } from '#clouds/gcp/resource-manager/project-policy/resource';
import { flag, nameList } from '#lib/params';
import { defineRule, fail, pass, severities, unknown, type Severity } from '#rule';

const needed = [
  ...['roles/container.defaultNodeServiceAccount', 'roles/container.nodeServiceAccount', 'roles/logging.logWriter'],
  ...['roles/monitoring.metricWriter', 'roles/monitoring.viewer', 'roles/autoscaling.metricsWriter'],
  ...['roles/stackdriver.resourceMetadata.writer', 'roles/artifactregistry.reader', 'roles/storage.objectViewer'],
];

export default defineRule({
  id: 'gke-node-sa-overprivileged',
  on: projectPolicy,
  uses: [nodeAccounts],
  title: 'The policy of a project gives no account of nodes a broad role',
  severity: 'high',
  grades: ['critical', 'medium', 'low'],
  control: 'node-role-least-privilege',
  why: 'Whoever gets on a node, or past its metadata server from a pod, may do all that its account may do.',
  fix: 'Give the account roles/container.defaultNodeServiceAccount only, and workloads accounts of their own.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/service-accounts',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster',
  ],
  peers: ['kube-bench:gke-1.9.0/5.1.3', 'kubescape:C-0223', 'trivy:AVD-GCP-0004'],
  params: z.object({
    allowedNodeRoles: nameList(needed),
    strictNodeRoles: flag(false),
    groupsWithoutNodes: nameList(),
  }),

  evaluate(it, { fact, params: { allowedNodeRoles, strictNodeRoles, groupsWithoutNodes } }) {
    const { accounts, maybe, crowds } = fact(nodeAccounts, it);
    const gradeOf = ({ role, isConditional }: Grant): Severity | undefined => {
      if (allowedNodeRoles.includes(role)) return undefined;
      const grade = gradeOfRole(role) ?? (strictNodeRoles ? 'low' : undefined);
      return grade && isConditional ? (severities[severities.indexOf(grade) + 1] ?? grade) : grade;
    };
    const isBad = (grant: Grant): boolean => gradeOf(grant) !== undefined;
    const failed = accounts.flatMap(({ account, clusters, grants }) => {
      const bad = grants.filter(isBad);
      const worst = severities.find((one) => bad.some((grant) => gradeOf(grant) === one));
      const grade = worst === 'high' ? undefined : worst;
      const message = `${account}, as which the nodes of ${clusters.join(', ')} run, holds ${wordsOf(bad)}.`;
      const seen = bad.map((grant) => grant.seen);
      return worst ? [fail(message, seen, { key: account, grade })] : [];
    });
    const isUntold = ({ role }: Grant): boolean => isCustomRole(role) && !allowedNodeRoles.includes(role);
    const wide = [...maybe, ...crowds].filter(({ member }) => !groupsWithoutNodes.includes(member));
    const untold = accounts.flatMap(({ grants }) => grants.filter(isUntold));
    const [doubt] = [...untold, ...wide.filter((it) => isBad(it) || isUntold(it))];
    if (doubt)
      return [...failed, unknown('outside', `What ${doubt.role} of ${doubt.member} lets nodes do is not read.`)];
    return failed.length > 0 ? failed : pass();
  },
});
