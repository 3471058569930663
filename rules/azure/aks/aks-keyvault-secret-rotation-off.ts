import { z } from 'zod';
import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { addonOf } from '#clouds/azure/aks/cluster/addon-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { flag } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

const name = 'azureKeyvaultSecretsProvider';

export default defineRule({
  id: 'aks-keyvault-secret-rotation-off',
  on: aksCluster,
  title: 'Secrets that AKS pods mount from Key Vault follow their rotation',
  severity: 'low',
  control: 'secrets-kept-in-a-store',
  why: 'A secret that was rotated after a leak goes on being used by each pod that mounted it before.',
  fix: 'Turn on the Key Vault provider for the Secrets Store CSI driver with secret rotation.',
  references: ['https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options'],
  peers: [
    'kube-bench:aks-1.8/4.5.2',
    'kubescape:C-0208',
    'powerpipe:kubernetes_cluster_key_vault_secret_rotation_enabled',
  ],
  params: z.object({ requireExternalSecrets: flag(false) }),

  evaluate({ config }, { params }) {
    const { at, isOn, settings } = addonOf(config, name);
    if (!isOn && !params.requireExternalSecrets)
      return notApplicable('the Key Vault provider is off, and policy asks for no external secrets');
    if (!isOn) return fail('The Key Vault provider for the Secrets Store is off.', saidAt(config, `${at}.enabled`));
    if (settings['enableSecretRotation']?.toLowerCase() === 'true') return pass();
    const seen = saidAt(config, `${at}.config.enableSecretRotation`, 'true');
    return fail('Pods keep the secrets that they mounted from Key Vault: secret rotation is off.', seen);
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [updateCluster],
    plan: (cluster) =>
      changed(cluster, { addonProfiles: { [name]: { enabled: true, config: { enableSecretRotation: 'true' } } } }),
  },
});
