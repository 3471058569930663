import { gcpCases } from './gcp/cases.ts';
import { proveAll } from './prove-all.ts';

proveAll('Google Cloud', gcpCases, {
  scope: 'gcp-project',
  unseen: {
    'compute.firewalls.get': 'asked for beside a patch of a firewall rule',
    'compute.networks.updatePolicy': 'asked for beside a patch of a firewall rule, on its network',
    'compute.subnetworks.get': 'asked for beside a change of a subnetwork',
    'container.clusters.get': 'taken while another change of the cluster is under way',
  },
});
