import { broadGrants, type BroadGrant } from '#clouds/azure/aks/cluster/identity-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { placeOf } from '#clouds/azure/authorization/role-assignment/facts';
import { defineRule, fail, isUnread, pass } from '#rule';

export default defineRule({
  id: 'aks-identity-overprivileged',
  on: aksCluster,
  uses: [broadGrants],
  title: 'The identities of an AKS cluster hold the roles that a cluster needs',
  severity: 'high',
  grades: ['critical'],
  control: 'workload-role-least-privilege',
  why: 'Whoever takes over a node or the control plane acts with its identity far beyond the cluster.',
  fix: 'Remove the assignment; give the kubelet AcrPull on its registries alone, and the control plane roles on its subnet, its zones and its node resource group.',
  references: [
    'https://learn.microsoft.com/azure/aks/use-managed-identity',
    'https://learn.microsoft.com/azure/aks/concepts-identity#aks-service-permissions',
  ],
  peers: ['kube-bench:aks-1.8/5.1.3', 'kubescape:C-0250'],

  evaluate(cluster, { fact }) {
    const found = fact(broadGrants, cluster);
    return found.length === 0 ? pass() : found.map((it) => (isUnread(it) ? it : broad(it)));
  },
});

function broad({ who, assignment: { id, config }, role, because }: BroadGrant) {
  return fail(
    `The identity of the ${who} holds ${role} on ${placeOf(config)}, and may ${words[because]}.`,
    { at: `${id}#roleDefinitionId`, actual: config.roleDefinitionId },
    { key: config.id?.toLowerCase(), grade: because === 'roles' ? ('critical' as const) : undefined },
  );
}

const words: Readonly<Record<BroadGrant['because'], string>> = {
  roles: 'give itself any role there',
  everything: 'change everything there',
  change: 'change what pods of a node should only read',
};
