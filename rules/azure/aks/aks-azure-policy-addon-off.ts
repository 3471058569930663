import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { addonOf } from '#clouds/azure/aks/cluster/addon-facts';
import { whereWatched } from '#clouds/azure/aks/cluster/inside-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { admissionGuarded, apiOfCluster } from '#clouds/kubernetes/namespace/guard-facts';
import { defineRule, fail, isUnread, pass, passBecause } from '#rule';

export default defineRule({
  id: 'aks-azure-policy-addon-off',
  on: aksCluster,
  uses: [kubernetesApi, admissionGuarded],
  title: 'Azure Policy or something else guards admission to an AKS cluster',
  severity: 'medium',
  control: 'pod-security-admitted',
  why: 'Where nothing looks at what is deployed, whoever may create a pod can make it privileged.',
  fix: 'Turn on the Azure Policy add-on and assign policies to it, with effect audit first: alone it refuses nothing.',
  references: ['https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes'],
  peers: ['powerpipe:kubernetes_cluster_add_on_azure_policy_enabled', 'trivy:AVD-AZU-0066'],

  evaluate({ id, config }, { find, fact }) {
    const { at, isOn } = addonOf(config, 'azurepolicy');
    if (isOn) return pass();
    const api = whereWatched(find(kubernetesApi, apiOfCluster(id)));
    if (isUnread(api)) return api;
    const isGuarded = api === 'absent' ? undefined : fact(admissionGuarded, api);
    if (isUnread(isGuarded)) return isGuarded;
    if (isGuarded) return passBecause('Each namespace of the cluster has something else that guards admission.');
    const inside =
      isGuarded === undefined
        ? 'What else guards admission could not be seen.'
        : 'Nothing guards admission to some namespaces.';
    return fail(`The Azure Policy add-on is off. ${inside}`, saidAt(config, `${at}.enabled`));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateCluster],
    plan: (cluster) => changed(cluster, { addonProfiles: { azurepolicy: { enabled: true } } }),
  },
});
