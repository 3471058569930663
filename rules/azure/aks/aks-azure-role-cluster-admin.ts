import { z } from 'zod';
import { broadGrants, isControlPlane, isToldOf } from '#clouds/azure/aks/cluster/identity-facts';
import { clusterRights, type Way } from '#clouds/azure/authorization/role-assignment/cluster-facts';
import { holderOf, placeOf } from '#clouds/azure/authorization/role-assignment/facts';
import { roleAssignment } from '#clouds/azure/authorization/role-assignment/resource';
import { nameList } from '#lib/params';
import { compareText, someOf } from '#lib/text';
import { defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'aks-azure-role-cluster-admin',
  on: roleAssignment,
  uses: [clusterRights, broadGrants],
  title: 'Only principals that policy names administer AKS clusters through roles of Azure',
  severity: 'high',
  grades: ['medium'],
  control: 'cluster-admin-limited',
  why: 'Whoever holds such a role is administrator of every cluster below its scope, whatever RBAC in the cluster says.',
  fix: 'Assign a narrower role at a narrower scope, or name the few who need it in allowedPrincipals; disable local accounts.',
  references: [
    'https://learn.microsoft.com/azure/aks/concepts-identity',
    'https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest',
  ],
  peers: ['kube-bench:aks-1.8/4.1.1'],
  params: z.object({ allowedPrincipals: nameList() }),

  evaluate(it, { fact, params }) {
    const rights = fact(clusterRights, it);
    if (isUnread(rights)) return rights;
    const { role, reached, owners, unclear } = rights;
    if (reached.length === 0) return notApplicable('no cluster lies within its scope');
    const [owner] = owners;
    if (owner && isToldOf(it, owners, (one) => fact(broadGrants, one)))
      return notApplicable(`an identity of the cluster ${owner.name} holds it`);
    const ways = rights.ways.filter(({ cluster }) => !isControlPlane(cluster.config, it.config.principalId));
    if (isNamed(params.allowedPrincipals, it.config.principalId)) return passBecause('Policy names its holder.');
    const nearest = order.find((one) => ways.some(({ way }) => way === one));
    if (nearest === undefined) return unclear ?? pass();
    const names = ways.flatMap(({ way, cluster }) => (way === nearest ? cluster.name : []));
    const isMild = it.config.principalType?.toLowerCase() === 'group' || nearest === 'cluster' || nearest === 'roles';
    return fail(
      `The ${holderOf(it.config)} holds ${role} on ${placeOf(it.config)}, and ${words[nearest]} ${someOf(names.toSorted(compareText))}.`,
      { at: 'roleDefinitionId', actual: it.config.roleDefinitionId },
      { grade: isMild ? ('medium' as const) : undefined },
    );
  },
});

const words: Readonly<Record<Way, string>> = {
  authorization: 'may do everything in',
  credential: 'may fetch the credential of the administrator of',
  command: 'may run commands as cluster-admin in',
  cluster: 'may reconfigure',
  roles: 'may give any role on',
};
const order: readonly Way[] = ['authorization', 'credential', 'command', 'cluster', 'roles'];

const isNamed = (names: readonly string[], id = ''): boolean =>
  names.some((it) => it.toLowerCase() === id.toLowerCase());
