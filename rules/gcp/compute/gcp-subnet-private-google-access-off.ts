import { setPrivateGoogleAccess } from '#clouds/gcp/compute/subnetwork/actions';
import { subnetNodes } from '#clouds/gcp/compute/subnetwork/nodes-facts';
import { subnetwork } from '#clouds/gcp/compute/subnetwork/resource';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gcp-subnet-private-google-access-off',
  on: subnetwork,
  uses: [subnetNodes],
  title: 'Private nodes reach the APIs of Google by Private Google Access of their subnetwork',
  severity: 'low',
  control: 'network-planned-for-the-cluster',
  why: 'Without it private nodes reach registries, logs and keys by a way over public addresses, or not at all.',
  fix: 'Turn Private Google Access of the subnetwork on.',
  references: ['https://cloud.google.com/vpc/docs/private-google-access'],
  peers: ['powerpipe:kubernetes_cluster_subnetwork_private_ip_google_access_enabled', 'trivy:AVD-GCP-0075'],

  evaluate(it, { fact }) {
    const { withPrivateNodes } = fact(subnetNodes, it);
    if (withPrivateNodes.length === 0)
      return notApplicable('no node of a GKE cluster without external addresses is in it');
    const at = 'privateIpGoogleAccess';
    const { privateIpGoogleAccess: isOn } = it.config;
    if (typeof isOn !== 'boolean') return fieldMissing(at);
    if (isOn) return pass();
    const message = `Private Google Access is off, and private nodes of ${withPrivateNodes.join(', ')} are in the subnetwork.`;
    return fail(message, { at, actual: isOn, expected: true });
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [setPrivateGoogleAccess],
    plan: (it) => [setPrivateGoogleAccess(it, { privateIpGoogleAccess: true })],
  },
});
