import { isConfidential, ownPools, sizesOf, uncovered } from '#clouds/azure/aks/cluster/pool-facts';
import { hasWindows, trustedLaunchOf, untrusted } from '#clouds/azure/aks/cluster/pool-machine-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'aks-node-secure-boot-off',
  on: aksCluster,
  title: 'The nodes of an AKS cluster start by trusted launch',
  severity: 'low',
  control: 'nodes-hardened',
  why: 'Without secure boot and a vTPM, whoever was root on a node can stay below the operating system unseen.',
  fix: 'Add a pool with secure boot and vTPM, drain the old one and delete it; unsigned drivers do not load there.',
  references: ['https://learn.microsoft.com/azure/aks/use-trusted-launch'],
  peers: ['prowler:vm_trusted_launch_enabled'],

  evaluate({ config }) {
    const own = ownPools(config);
    if (isUnread(own)) return own;
    const note = uncovered(config);
    const able = own.filter((pool) => !hasWindows(pool) && !isConfidential(pool.profile));
    const pools = able.filter((pool) => trustedLaunchOf(pool) !== 'no');
    const bad = pools.flatMap((pool) => {
      const { name, profile } = pool;
      const off = [
        ...(profile.securityProfile?.enableSecureBoot === true ? [] : ['secure boot']),
        ...(profile.securityProfile?.enableVtpm === true ? [] : ['vTPM']),
      ];
      if (off.length === 0) return [];
      const takesIt = trustedLaunchOf(pool);
      if (isUnread(takesIt)) return takesIt;
      const sizes = sizesOf(profile).join(', ') || 'its size';
      const said = `The nodes of the pool ${name} start without ${off.join(' and ')}; ${sizes} may not support it.`;
      return fail(`${said} ${note}`.trim(), untrusted(pool), { key: name });
    });
    if (bad.length > 0) return bad;
    if (pools.length === 0) return notApplicable(`no pool has machines that take it ${note}`.trim());
    return note ? passBecause(note) : pass();
  },
});
