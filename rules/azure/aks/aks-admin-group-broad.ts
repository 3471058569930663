import { z } from 'zod';
import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'aks-admin-group-broad',
  on: aksCluster,
  title: 'Only approved Entra groups administer an AKS cluster',
  severity: 'medium',
  control: 'cluster-admin-limited',
  why: 'Each member of such a group is cluster-admin, and whoever manages the group decides who that is.',
  fix: 'Take the group out of the admin groups of the cluster, after making sure that an approved one is among them.',
  references: ['https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id'],
  params: z.object({ allowedAdminGroups: nameList() }),

  evaluate({ config: { aadProfile } }, { params }) {
    if (params.allowedAdminGroups.length === 0) return notApplicable('policy names no admin groups');
    if (aadProfile?.managed !== true) return notApplicable('the cluster has no managed Entra integration');
    const groups = aadProfile.adminGroupObjectIDs ?? [];
    const bad = groups.filter((id) => !isIn(params.allowedAdminGroups, id));
    if (bad.length === 0) return pass();
    const seen = { at: 'aadProfile.adminGroupObjectIDs', actual: groups, expected: params.allowedAdminGroups };
    return bad.map((id) =>
      fail(`The Entra group ${id} administers the cluster and is none of the approved ones.`, seen, { key: id }),
    );
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateCluster],
    plan(cluster, { params }, { key = '' }) {
      const left = (cluster.config.aadProfile?.adminGroupObjectIDs ?? []).filter((id) => !isIn([key], id));
      return left.some((id) => isIn(params.allowedAdminGroups, id))
        ? changed(cluster, { aadProfile: { adminGroupObjectIDs: left } })
        : cannotPlan('no approved group administers the cluster: add one first');
    },
  },
});

const isIn = (groups: readonly string[], id: string): boolean =>
  groups.some((it) => it.toLowerCase() === id.toLowerCase());
