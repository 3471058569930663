import { z } from 'zod';
import { changedPool, updatePool } from '#clouds/azure/aks/cluster/pool-actions';
import { ownPools, uncovered } from '#clouds/azure/aks/cluster/pool-facts';
import { hostPortsOf, isAllowed, type HostPorts } from '#clouds/azure/aks/cluster/pool-machine-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { portList } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'aks-nodepool-allowed-host-ports',
  on: aksCluster,
  title: 'AKS opens no ports of nodes to the internet',
  severity: 'high',
  grades: ['low'],
  control: 'ports-closed-to-the-internet',
  why: 'AKS opens these ports to everybody, and whatever listens on them on a node is reached without a load balancer.',
  fix: 'Take the ports out of allowedHostPorts of the pool, and serve users through a load balancer.',
  references: ['https://learn.microsoft.com/azure/aks/use-node-public-ips'],
  params: z.object({ allowedPorts: portList([]) }),

  evaluate({ config }, { params }) {
    const own = ownPools(config);
    if (isUnread(own)) return own;
    const note = uncovered(config);
    const bad = own.flatMap((pool) => {
      const asked = hostPortsOf(pool);
      const open = asked.flatMap((it) => (isUnread(it) || isAllowed(it, params.allowedPorts) ? [] : [it]));
      if (open.length === 0) return asked.find(isUnread) ?? [];
      const isPublic = pool.profile.enableNodePublicIP === true;
      const whose = isPublic ? 'its nodes have public addresses' : 'its nodes have no public addresses';
      const said = `AKS opens ${open.map(named).join(', ')} of the pool ${pool.name} to the internet; ${whose}.`;
      const seen = { at: `${pool.at}.networkProfile.allowedHostPorts`, actual: open, expected: params.allowedPorts };
      const grade = isPublic ? undefined : ('low' as const);
      return fail(`${said} ${note}`.trim(), seen, { key: pool.name, grade });
    });
    if (bad.length > 0) return bad;
    if (own.length === 0) return notApplicable(`AKS hosts the pools. ${note}`.trim());
    return note ? passBecause(note) : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updatePool],
    plan(cluster, { params }, { key = '' }) {
      const pools = ownPools(cluster.config);
      const pool = isUnread(pools) ? undefined : pools.find(({ name }) => name === key);
      const asked = pool ? hostPortsOf(pool) : [];
      if (asked.some(isUnread)) return cannotPlan('a range of the pool could not be read');
      const allowedHostPorts = (pool?.profile.networkProfile?.allowedHostPorts ?? []).filter((_, i) => {
        const range = asked[i];
        return range !== undefined && !isUnread(range) && isAllowed(range, params.allowedPorts);
      });
      return changedPool(cluster, key, { networkProfile: { allowedHostPorts } });
    },
  },
});

const named = ({ from, to, protocol }: HostPorts): string =>
  `${from === to ? `port ${from}` : `ports ${from}-${to}`}${protocol && `/${protocol}`}`;
