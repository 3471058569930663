import { X509Certificate } from 'node:crypto';
import acrAdminUserEnabled from '#rules/azure/acr/acr-admin-user-enabled';
import acrAnonymousPull from '#rules/azure/acr/acr-anonymous-pull';
import acrLogsOff from '#rules/azure/acr/acr-logs-off';
import acrPublicNetworkAccess from '#rules/azure/acr/acr-public-network-access';
import aksAdminGroupBroad from '#rules/azure/aks/aks-admin-group-broad';
import aksAutoUpgradeOff from '#rules/azure/aks/aks-auto-upgrade-off';
import aksAzurePolicyAddonOff from '#rules/azure/aks/aks-azure-policy-addon-off';
import aksAzureRbacOff from '#rules/azure/aks/aks-azure-rbac-off';
import aksControlPlaneLogsOff from '#rules/azure/aks/aks-control-plane-logs-off';
import aksCustomCaTrust from '#rules/azure/aks/aks-custom-ca-trust';
import aksDefenderOff from '#rules/azure/aks/aks-defender-off';
import aksFreeTier from '#rules/azure/aks/aks-free-tier';
import aksHttpApplicationRoutingOn from '#rules/azure/aks/aks-http-application-routing-on';
import aksImageCleanerOff from '#rules/azure/aks/aks-image-cleaner-off';
import aksKeyvaultSecretRotationOff from '#rules/azure/aks/aks-keyvault-secret-rotation-off';
import aksKubeDashboardOn from '#rules/azure/aks/aks-kube-dashboard-on';
import aksLocalAccountsEnabled from '#rules/azure/aks/aks-local-accounts-enabled';
import aksNetworkPolicyNone from '#rules/azure/aks/aks-network-policy-none';
import aksNodeFipsOff from '#rules/azure/aks/aks-node-fips-off';
import aksNodepoolAllowedHostPorts from '#rules/azure/aks/aks-nodepool-allowed-host-ports';
import aksNodeOsUpgradeChannelOff from '#rules/azure/aks/aks-node-os-upgrade-channel-off';
import aksNodeRgUnrestricted from '#rules/azure/aks/aks-node-rg-unrestricted';
import aksPodIdentityLegacyOn from '#rules/azure/aks/aks-pod-identity-legacy-on';
import aksPrivateClusterDisabled from '#rules/azure/aks/aks-private-cluster-disabled';
import aksPrivateClusterPublicFqdn from '#rules/azure/aks/aks-private-cluster-public-fqdn';
import aksRunCommandEnabled from '#rules/azure/aks/aks-run-command-enabled';
import aksTransitEncryptionOff from '#rules/azure/aks/aks-transit-encryption-off';
import aksWorkloadIdentityOff from '#rules/azure/aks/aks-workload-identity-off';
import aksApiPublicUnrestricted from '#rules/azure/aks/aks-api-public-unrestricted';
import azureDefenderContainersPlanOff from '#rules/azure/security/azure-defender-containers-plan-off';
import azureNsgAdminPortOpen from '#rules/azure/network/azure-nsg-admin-port-open';
import azureNsgAnyPortOpen from '#rules/azure/network/azure-nsg-any-port-open';
import { estateOf } from '../../clouds/azure/audit.ts';
import type { AzureEstate } from '../../sim/azure/estate.ts';
import type { ContractCase } from '../prove.ts';
import { plansBare, plansOff } from '../../sim/azure/generate-plans.ts';
import { administrators } from '../../sim/azure/generate-settings.ts';
import { identityCases } from './identities.ts';
import { surroundingCases } from './surroundings.ts';
import { endsIn2027, endsIn2056 } from '../../support/certificates.ts';
import { azureStand } from './stand.ts';

/** Every way to open an API server and every way to open a port is in it. */
const estate = () => estateOf({ seed: 7, clusters: 11 });

/** The rules that change fields of a cluster. */
const ofClusters = [
  aksAutoUpgradeOff,
  aksAzurePolicyAddonOff,
  aksAzureRbacOff,
  aksDefenderOff,
  aksFreeTier,
  aksImageCleanerOff,
  aksLocalAccountsEnabled,
  aksNodeOsUpgradeChannelOff,
  aksNodeRgUnrestricted,
  aksPrivateClusterDisabled,
  aksPrivateClusterPublicFqdn,
  aksRunCommandEnabled,
];

/** The rules that turn off what AKS has retired. */
const ofRetired = [aksHttpApplicationRoutingOn, aksKubeDashboardOn, aksPodIdentityLegacyOn];

/** The estate with private endpoints that lead to its registries. */
function withEndpoints(): AzureEstate {
  const made = estate();
  const privateEndpointConnections = [{ privateLinkServiceConnectionState: { status: 'Approved' } }];
  return {
    ...made,
    subscriptions: made.subscriptions.map((it) => ({
      ...it,
      registries: it.registries.map((registry) => ({ ...registry, privateEndpointConnections })),
    })),
  };
}

/** The estate whose nodes trust two authorities more, one of them allowed. */
function withAuthorities(): AzureEstate {
  const made = estateOf({ seed: 7, clusters: 2 });
  const customCATrustCertificates = [endsIn2027, endsIn2056].map((pem) => Buffer.from(pem));
  return {
    ...made,
    subscriptions: made.subscriptions.map((it) => ({
      ...it,
      managedClusters: it.managedClusters.map((cluster) => ({
        ...cluster,
        securityProfile: { ...cluster.securityProfile, customCATrustCertificates },
      })),
    })),
  };
}

/** The estate with other plans of Defender for Cloud. */
function withPlans(defenderPlans: AzureEstate['subscriptions'][number]['defenderPlans']): AzureEstate {
  const made = estate();
  return { ...made, subscriptions: made.subscriptions.map((it) => ({ ...it, defenderPlans: defenderPlans ?? [] })) };
}

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
  { rule: acrPublicNetworkAccess, proves: ['acr.update-registry'], open: () => azureStand(withEndpoints()) },
  ...[acrLogsOff, aksControlPlaneLogsOff].map((rule) => ({
    rule,
    proves: ['monitor.put-logs'],
    open: () => azureStand(estate()),
  })),
  ...surroundingCases,
  ...[plansOff, plansBare].map((plans) => ({
    rule: azureDefenderContainersPlanOff,
    proves: ['azure.put-defender-plan'],
    open: () => azureStand(withPlans(plans)),
  })),
  ...ofClusters.map((rule) => ({ rule, proves: ['aks.update-cluster'], open: () => azureStand(estate()) })),
  {
    rule: aksAdminGroupBroad,
    proves: ['aks.update-cluster'],
    params: { allowedAdminGroups: [administrators] },
    open: () => azureStand(estate()),
  },
  {
    rule: aksKeyvaultSecretRotationOff,
    proves: ['aks.update-cluster'],
    params: { requireExternalSecrets: true },
    open: () => azureStand(estate()),
  },
  {
    rule: aksTransitEncryptionOff,
    proves: ['aks.update-cluster'],
    params: { requireTransitEncryption: true },
    open: () => azureStand(estate()),
  },
  {
    rule: aksCustomCaTrust,
    proves: ['aks.update-cluster'],
    params: { allowedFingerprints: [new X509Certificate(endsIn2027).fingerprint256] },
    open: () => azureStand(withAuthorities()),
  },
  ...identityCases,
  { rule: aksNodepoolAllowedHostPorts, proves: ['aks.update-pool'], open: () => azureStand(estate()) },
  {
    rule: aksNodeFipsOff,
    proves: ['aks.update-pool'],
    params: { requireFips: true },
    open: () => azureStand(estateOf({ seed: 7, clusters: 2 })),
  },
  ...ofRetired.map((rule) => ({
    rule,
    proves: ['aks.update-cluster'],
    stays: ['AKS does not turn on what it has retired'],
    open: () => azureStand(estate()),
  })),
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
