import { z } from 'zod';
import { changedPool, updatePool } from '#clouds/azure/aks/cluster/pool-actions';
import { ownPools, uncovered } from '#clouds/azure/aks/cluster/pool-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { flag } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'aks-node-fips-off',
  on: aksCluster,
  title: 'AKS nodes use validated cryptography where policy asks for it',
  severity: 'low',
  control: 'nodes-hardened',
  why: 'Some regulations accept cryptography of modules alone that were validated for FIPS 140.',
  fix: 'Turn FIPS on for the pool, whose nodes are made anew, or drain it into a new pool with FIPS.',
  references: ['https://learn.microsoft.com/azure/aks/enable-fips-nodes'],
  params: z.object({ requireFips: flag(false) }),

  evaluate({ config }, { params }) {
    if (!params.requireFips) return notApplicable('policy asks for no FIPS');
    const pools = ownPools(config);
    if (isUnread(pools)) return pools;
    const note = uncovered(config);
    const off = pools.filter(({ profile }) => profile.enableFips !== true);
    if (off.length > 0)
      return off.map(({ name, at, profile: actual }) => {
        const seen = { at, actual, expected: { enableFips: true } };
        return fail(`FIPS is off on the nodes of the pool ${name}. ${note}`.trim(), seen, { key: name });
      });
    if (pools.length === 0) return notApplicable(`AKS hosts the pools. ${note}`.trim());
    return note ? passBecause(note) : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updatePool],
    plan: (cluster, _, { key = '' }) => changedPool(cluster, key, { enableFips: true }),
  },
});
