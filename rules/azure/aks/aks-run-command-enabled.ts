import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-run-command-enabled',
  on: aksCluster,
  title: 'Nobody runs commands in an AKS cluster through the Azure API',
  severity: 'medium',
  grades: ['low'],
  control: 'api-side-doors-closed',
  why: 'Run Command takes kubectl commands from anywhere, around private endpoints and authorized IP ranges.',
  fix: 'Disable Run Command, and give those who administer private clusters a network path instead.',
  references: ['https://learn.microsoft.com/azure/aks/access-private-cluster'],

  evaluate({ config }) {
    const { disableRunCommand, enablePrivateCluster } = config.apiServerAccessProfile ?? {};
    if (disableRunCommand === true) return pass();
    const whose = config.aadProfile?.managed === true ? 'with the token of the caller' : 'as cluster-admin';
    const around = enablePrivateCluster === true ? ', around the private endpoint' : '';
    return fail(
      `Azure callers may run commands in the cluster ${whose}${around}.`,
      saidAt(config, 'apiServerAccessProfile.disableRunCommand'),
      { grade: enablePrivateCluster === true ? undefined : 'low' },
    );
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateCluster],
    plan: (cluster) => changed(cluster, { apiServerAccessProfile: { disableRunCommand: true } }),
  },
});
