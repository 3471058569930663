import { z } from 'zod';
import { enforcedFor, privateAddress } from '#clouds/gcp/gke/cluster/endpoint-facts';
import { authorizedNetworks } from '#clouds/gcp/gke/cluster/facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { updateAuthorizedNetworks } from '#clouds/gcp/gke/cluster/update-actions';
import { cidrList } from '#lib/params';
import { cannotPlan, defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-private-endpoint-unrestricted',
  on: gkeCluster,
  title: 'The private API endpoint of a GKE cluster is closed to unknown machines of its network',
  severity: 'low',
  control: 'api-endpoint-private',
  partOf: 'gke-authorized-networks-off',
  why: 'Whoever gets on any machine of the network can try stolen tokens and unpatched API server bugs.',
  fix: 'Turn authorized networks on, list the internal networks that may call, and enforce the list on the private endpoint.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation'],
  params: z.object({ allowedCidrs: cidrList() }),

  evaluate({ config }) {
    if (config.controlPlaneEndpointsConfig?.ipEndpointsConfig?.enabled === false)
      return notApplicable('IP endpoints are off');
    if (!privateAddress(config)) return notApplicable('the cluster has no private endpoint');
    const { networks, at } = authorizedNetworks(config);
    const open = 'Every machine in the network of the cluster may call its private endpoint';
    if (networks?.enabled !== true)
      return fail(
        `${open}: authorized networks are off.`,
        seenAt(config, at === '' ? 'masterAuthorizedNetworksConfig' : at),
      );
    const path = `${at}.privateEndpointEnforcementEnabled`;
    const { privateEndpointEnforcementEnabled: isEnforced } = networks;
    if (typeof isEnforced !== 'boolean') return fieldMissing(path);
    return isEnforced
      ? pass()
      : fail(`${open}: authorized networks are not enforced there.`, seenAt(config, path, true));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateAuthorizedNetworks],
    plan(cluster, { params: { allowedCidrs } }) {
      if (allowedCidrs.length === 0)
        return cannotPlan('allowedCidrs is empty: name the internal networks that may call');
      const networks = enforcedFor(cluster.config, allowedCidrs);
      if (!networks) return cannotPlan('authorized networks are off: turning them on limits the public endpoint too');
      const ipEndpointsConfig = { authorizedNetworksConfig: networks };
      return [updateAuthorizedNetworks(cluster, { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig } })];
    },
  },
});
