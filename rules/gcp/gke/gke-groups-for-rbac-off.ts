import { z } from 'zod';
import { updateAuthenticatorGroups } from '#clouds/gcp/gke/cluster/addon-actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { cannotPlan, defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'gke-groups-for-rbac-off',
  on: gkeCluster,
  title: 'Roles in a GKE cluster can be bound to groups of Google',
  severity: 'low',
  control: 'cluster-authentication-by-cloud-identity',
  why: 'Without groups each person is bound by name, and whoever leaves a team keeps what was bound.',
  fix: 'Make the group gke-security-groups in your domain, name it to the cluster, and bind roles to groups in it.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/google-groups-rbac'],
  peers: ['kube-bench:gke-1.9.0/5.8.2', 'kubescape:C-0232'],
  params: z.object({ securityGroup: z.string().default('') }),

  evaluate({ config }) {
    const { enabled, securityGroup } = config.authenticatorGroupsConfig ?? {};
    const at = 'authenticatorGroupsConfig';
    if (enabled !== true) return fail('Google Groups for RBAC is off.', seenAt(config, `${at}.enabled`, true));
    if (!securityGroup) return fail('Google Groups for RBAC has no group.', seenAt(config, `${at}.securityGroup`));
    return pass();
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [updateAuthenticatorGroups],
    plan(cluster, { params: { securityGroup } }) {
      const group = securityGroup || cluster.config.authenticatorGroupsConfig?.securityGroup;
      if (!group) return cannotPlan('securityGroup is empty: name the group gke-security-groups of your domain');
      return [
        updateAuthenticatorGroups(cluster, {
          desiredAuthenticatorGroupsConfig: { enabled: true, securityGroup: group },
        }),
      ];
    },
  },
});
