import { z } from 'zod';
import { updatePrivilegedAdmission, updateWorkloadPolicy } from '#clouds/gcp/gke/cluster/autopilot-actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag, nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'gke-autopilot-privileged-allowlist',
  on: gkeCluster,
  title: 'A GKE cluster exempts only known workloads from what Autopilot enforces',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'pod-security-admitted',
  why: 'Whoever may write to a listed bucket decides which privileged workloads run in the cluster.',
  fix: 'Name each allowlist that is needed by its whole path, and drop the others.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/run-autopilot-partner-workloads'],
  params: z.object({ allowedPaths: nameList(), forbidPartners: flag(false) }),

  evaluate({ config }, { params: { allowedPaths, forbidPartners } }) {
    const { privilegedAdmissionConfig: admission, workloadPolicyConfig: policy } = config.autopilot ?? {};
    const wide = (admission?.allowlistPaths ?? []).flatMap((path) => {
      if (path === '' || allowedPaths.includes(path)) return [];
      const isOwn = !path.startsWith('gke://');
      if (!isOwn && !forbidPartners) return [];
      const seen = seenAt(config, 'autopilot.privilegedAdmissionConfig.allowlistPaths', allowedPaths);
      const grade = isOwn && /(?:\*|\/)$|^\w+:\/\/[^/]+$/.test(path) ? 'high' : undefined;
      return [fail<'high' | 'low'>(`Privileged workloads of ${path} are admitted.`, seen, { key: path, grade })];
    });
    const at = 'autopilot.workloadPolicyConfig.allowNetAdmin';
    const admin = 'Workloads may administer the network of their node.';
    const net =
      policy?.allowNetAdmin === true
        ? [fail(admin, seenAt(config, at, false), { key: 'NET_ADMIN', grade: 'low' })]
        : [];
    const judged = [...wide, ...net];
    return judged.length > 0 ? judged : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updatePrivilegedAdmission, updateWorkloadPolicy],
    plan(cluster, _, { key }) {
      const { privilegedAdmissionConfig: admission, workloadPolicyConfig: policy } = cluster.config.autopilot ?? {};
      if (key === 'NET_ADMIN') {
        const wish = { ...policy, allowNetAdmin: false };
        return [updateWorkloadPolicy(cluster, { desiredAutopilotWorkloadPolicyConfig: wish })];
      }
      const allowlistPaths = (admission?.allowlistPaths ?? []).filter((path) => path !== key);
      return allowlistPaths.length > 0
        ? [updatePrivilegedAdmission(cluster, { desiredPrivilegedAdmissionConfig: { ...admission, allowlistPaths } })]
        : cannotPlan('Google does not say what an empty list stands for: name what may stay');
    },
  },
});
