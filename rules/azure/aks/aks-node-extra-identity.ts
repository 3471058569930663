import { z } from 'zod';
import { extraIdentities, isMetadataClosed, type ExtraIdentity } from '#clouds/azure/aks/cluster/extra-identity-facts';
import { uncovered } from '#clouds/azure/aks/cluster/pool-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, fieldMissing, isUnread, pass, passBecause } from '#rule';

export default defineRule({
  id: 'aks-node-extra-identity',
  on: aksCluster,
  uses: [extraIdentities],
  title: 'AKS nodes carry only the identities that AKS gives them',
  severity: 'medium',
  control: 'node-role-least-privilege',
  why: 'Every pod on the network of a node can ask its metadata service for a token of any identity on it.',
  fix: 'Give the workload that needs it a federated identity of its own, and take the identity off the scale set.',
  references: [
    'https://learn.microsoft.com/azure/aks/use-managed-identity',
    'https://learn.microsoft.com/azure/aks/workload-identity-overview',
  ],
  params: z.object({ allowedIdentities: nameList() }),
  partOf: 'aks-pod-identity-legacy-on',

  evaluate(cluster, { fact, params }) {
    const { config } = cluster;
    if (isMetadataClosed(config)) return passBecause('Pods do not reach the metadata service of their node.');
    const found = fact(extraIdentities, cluster);
    if (isUnread(found)) return found;
    const allowed = new Set(params.allowedIdentities.map((it) => it.toLowerCase()));
    const bad = found.filter((it) => isUnread(it) || !allowed.has(it.id));
    const isNamed = config.identityProfile?.['kubeletidentity']?.resourceId !== undefined;
    if (bad.length > 0 && !isNamed) return fieldMissing('identityProfile.kubeletidentity.resourceId');
    const note = uncovered(config);
    if (bad.length === 0) return note ? passBecause(note) : pass();
    return bad.map((it) => (isUnread(it) ? it : extra(it)));
  },
});

function extra({ id, isOwn, scaleSet, seen }: ExtraIdentity) {
  const what = isOwn ? 'an identity of its own' : `the identity ${id.split('/').at(-1) ?? id}`;
  return fail(`The scale set ${scaleSet} carries ${what}, which every pod on its nodes can use.`, seen, {
    key: `${scaleSet}/${id.split('/').at(-1) ?? id}`,
  });
}
