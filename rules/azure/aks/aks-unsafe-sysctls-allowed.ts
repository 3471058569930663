import { z } from 'zod';
import { ownPools, uncovered } from '#clouds/azure/aks/cluster/pool-facts';
import { hasWindows, unsafeSysctls } from '#clouds/azure/aks/cluster/pool-machine-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'aks-unsafe-sysctls-allowed',
  on: aksCluster,
  title: 'Kubelets of an AKS cluster let pods set safe sysctls only',
  severity: 'medium',
  control: 'kubelet-hardened',
  why: 'With an unsafe sysctl a pod can slow down or break its node, and the other pods there.',
  fix: 'Add a pool without these sysctls, drain the old one and delete it: the kubelet settings of a pool cannot be changed.',
  references: [
    'https://learn.microsoft.com/azure/aks/custom-node-configuration',
    'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
  ],
  params: z.object({ allowed: nameList() }),

  evaluate({ config }, { params }) {
    const own = ownPools(config);
    if (isUnread(own)) return own;
    const note = uncovered(config);
    const pools = own.filter((pool) => !hasWindows(pool));
    const bad = pools.flatMap((pool) => {
      const open = unsafeSysctls(pool, params.allowed);
      if (open.length === 0) return [];
      const seen = { at: `${pool.at}.kubeletConfig.allowedUnsafeSysctls`, actual: open, expected: params.allowed };
      const said = `Kubelets of the pool ${pool.name} let pods set ${open.join(', ')}.`;
      return fail(`${said} ${note}`.trim(), seen, { key: pool.name });
    });
    if (bad.length > 0) return bad;
    if (pools.length === 0) return notApplicable(`AKS hosts the pools, or they run Windows. ${note}`.trim());
    return note ? passBecause(note) : pass();
  },
});
