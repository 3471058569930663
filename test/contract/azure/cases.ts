import acrAdminUserEnabled from '#rules/azure/acr/acr-admin-user-enabled';
import acrAnonymousPull from '#rules/azure/acr/acr-anonymous-pull';
import aksAutoUpgradeOff from '#rules/azure/aks/aks-auto-upgrade-off';
import aksAzureRbacOff from '#rules/azure/aks/aks-azure-rbac-off';
import aksDefenderOff from '#rules/azure/aks/aks-defender-off';
import aksLocalAccountsEnabled from '#rules/azure/aks/aks-local-accounts-enabled';
import aksNetworkPolicyNone from '#rules/azure/aks/aks-network-policy-none';
import aksNodeOsUpgradeChannelOff from '#rules/azure/aks/aks-node-os-upgrade-channel-off';
import aksPrivateClusterDisabled from '#rules/azure/aks/aks-private-cluster-disabled';
import aksRunCommandEnabled from '#rules/azure/aks/aks-run-command-enabled';
import aksWorkloadIdentityOff from '#rules/azure/aks/aks-workload-identity-off';
import aksApiPublicUnrestricted from '#rules/azure/aks/aks-api-public-unrestricted';
import azureNsgAdminPortOpen from '#rules/azure/network/azure-nsg-admin-port-open';
import azureNsgAnyPortOpen from '#rules/azure/network/azure-nsg-any-port-open';
import { estateOf } from '../../clouds/azure/audit.ts';
import type { ContractCase } from '../prove.ts';
import { azureStand } from './stand.ts';

/** Every way to open an API server and every way to open a port is in it. */
const estate = () => estateOf({ seed: 7, clusters: 11 });

/** The rules that change fields of a cluster. */
const ofClusters = [
  aksAutoUpgradeOff,
  aksAzureRbacOff,
  aksDefenderOff,
  aksLocalAccountsEnabled,
  aksNodeOsUpgradeChannelOff,
  aksPrivateClusterDisabled,
  aksRunCommandEnabled,
];

export const azureCases: readonly ContractCase[] = [
  {
    rule: aksApiPublicUnrestricted,
    proves: ['aks.update-authorized-ranges'],
    params: { allowedCidrs: ['198.51.100.0/24', '203.0.113.7/32'] },
    open: () => azureStand(estate()),
  },
  {
    rule: azureNsgAdminPortOpen,
    proves: ['azure.put-security-rule', 'azure.delete-security-rule'],
    open: () => azureStand(estate()),
  },
  { rule: azureNsgAnyPortOpen, proves: ['azure.put-security-rule'], open: () => azureStand(estate()) },
  ...[acrAdminUserEnabled, acrAnonymousPull].map((rule) => ({
    rule,
    proves: ['acr.update-registry'],
    open: () => azureStand(estate()),
  })),
  ...ofClusters.map((rule) => ({ rule, proves: ['aks.update-cluster'], open: () => azureStand(estate()) })),
  {
    rule: aksNetworkPolicyNone,
    proves: ['aks.update-cluster'],
    stays: ['AKS has no way back from the Cilium data plane'],
    open: () => azureStand(estate()),
  },
  {
    rule: aksWorkloadIdentityOff,
    proves: ['aks.update-cluster'],
    stays: ['AKS does not turn the OIDC issuer off again'],
    open: () => azureStand(estate()),
  },
];
