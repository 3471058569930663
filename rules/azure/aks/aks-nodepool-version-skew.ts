import { z } from 'zod';
import { uncovered } from '#clouds/azure/aks/cluster/pool-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { poolVersions } from '#clouds/azure/aks/version/skew-facts';
import { count } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'aks-nodepool-version-skew',
  on: aksCluster,
  title: 'The node pools of an AKS cluster keep up with its control plane',
  severity: 'medium',
  control: 'nodes-patched',
  why: 'Kubelets that trail keep bugs that the control plane no longer has, and block its next upgrade.',
  fix: 'Upgrade the pool minor by minor to the version of the control plane: its nodes are drained and made anew.',
  references: ['https://learn.microsoft.com/azure/aks/supported-kubernetes-versions'],
  params: z.object({ maxSkew: count(1) }),

  evaluate({ config }, { params }) {
    const pools = poolVersions(config);
    const note = uncovered(config);
    const bad = pools.flatMap((it) => {
      if (isUnread(it)) return it;
      const { name, pool, plane, behind } = it;
      if (behind <= params.maxSkew) return [];
      const said = `The pool ${name} runs Kubernetes ${pool.minor}, ${behind} minors behind ${plane.minor} of the control plane.`;
      const seen = [
        { at: pool.at, actual: pool.version },
        { at: plane.at, actual: plane.version },
      ];
      return fail(`${said} ${note}`.trim(), seen, { key: name });
    });
    if (bad.length > 0) return bad;
    if (pools.length === 0) return notApplicable(`AKS hosts the pools. ${note}`.trim());
    return note ? passBecause(note) : pass();
  },
});
