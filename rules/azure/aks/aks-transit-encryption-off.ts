import { z } from 'zod';
import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { flag } from '#lib/params';
import { cannotPlan, defineRule, fail, notApplicable, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'aks-transit-encryption-off',
  on: aksCluster,
  title: 'Traffic of pods between AKS nodes is encrypted where policy asks for it',
  severity: 'low',
  control: 'traffic-encrypted',
  why: 'Whoever sits on the network between nodes reads what pods send each other without TLS.',
  fix: 'Turn on WireGuard in Advanced Container Networking Services, which needs the Cilium data plane.',
  references: ['https://learn.microsoft.com/azure/aks/container-network-security-wireguard-encryption-concepts'],
  params: z.object({ requireTransitEncryption: flag(false) }),

  evaluate({ config }, { params }) {
    if (!params.requireTransitEncryption) return notApplicable('policy asks for no encryption between nodes');
    const { enabled, security } = config.networkProfile?.advancedNetworking ?? {};
    const isOn = enabled === true && security?.enabled === true;
    const type = security?.transitEncryption?.type?.toLowerCase();
    if (isOn && type === 'wireguard')
      return passBecause('WireGuard encrypts traffic between nodes, but not that of Windows pods and of the host.');
    if (/^istio$/i.test(config.serviceMeshProfile?.mode ?? ''))
      return unknown('outside', 'Whether the Istio add-on lets in mutual TLS alone is not read.');
    const seen = saidAt(config, 'networkProfile.advancedNetworking.security.transitEncryption.type', 'WireGuard');
    return fail('Nothing encrypts the traffic of pods between nodes.', seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateCluster],
    plan(cluster) {
      if (cluster.config.networkProfile?.networkDataplane?.toLowerCase() !== 'cilium')
        return cannotPlan('WireGuard takes the Cilium data plane first');
      const security = { enabled: true, transitEncryption: { type: 'WireGuard' } };
      return changed(cluster, { networkProfile: { advancedNetworking: { enabled: true, security } } });
    },
  },
});
