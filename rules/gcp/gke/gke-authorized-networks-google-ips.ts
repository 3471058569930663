import { publicCallers, withoutGoogle } from '#clouds/gcp/gke/cluster/endpoint-facts';
import { gkeApiReach, gkeGoogleTold } from '#clouds/gcp/gke/cluster/facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { updateAuthorizedNetworks } from '#clouds/gcp/gke/cluster/update-actions';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-authorized-networks-google-ips',
  on: gkeCluster,
  uses: [gkeApiReach, gkeGoogleTold],
  title: 'The public API endpoint of a GKE cluster is closed to the public addresses of Google Cloud',
  severity: 'high',
  control: 'api-endpoint-closed-to-the-internet',
  partOf: 'gke-authorized-networks-off',
  why: 'Anyone can rent a machine with such an address, and call the API from there with a stolen token.',
  fix: 'Turn access from the public addresses of Google Cloud off, and list the addresses that are needed.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#masterauthorizednetworksconfig',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks',
  ],

  evaluate(cluster, { fact }) {
    const reach = fact(gkeApiReach, cluster);
    if (isUnread(reach)) return reach;
    if (reach.is !== 'public') return notApplicable(reach.why);
    if (publicCallers(reach.sources) === 'everyone')
      return notApplicable('everyone may call: gke-authorized-networks-off says so');
    const told = fact(gkeGoogleTold, cluster);
    if (isUnread(told)) return told;
    if (reach.words.length === 0) return pass();
    const message = 'The public addresses of Google Cloud, which anyone can rent, may call the API.';
    const at = `${reach.at}.gcpPublicCidrsAccessEnabled`;
    return fail(message, { at, actual: true, expected: false });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateAuthorizedNetworks],
    plan: (cluster) => {
      const ipEndpointsConfig = { authorizedNetworksConfig: withoutGoogle(cluster.config) };
      return [updateAuthorizedNetworks(cluster, { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig } })];
    },
  },
});
