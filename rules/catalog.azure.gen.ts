// Written by `npm run gen`. Do not edit.

import acrAdminUserEnabled from './azure/acr/acr-admin-user-enabled.ts';
import acrAnonymousPull from './azure/acr/acr-anonymous-pull.ts';
import acrCmkMissing from './azure/acr/acr-cmk-missing.ts';
import acrPublicNetworkAccess from './azure/acr/acr-public-network-access.ts';
import aksAdminGroupBroad from './azure/aks/aks-admin-group-broad.ts';
import aksApiPublicUnrestricted from './azure/aks/aks-api-public-unrestricted.ts';
import aksAutoUpgradeOff from './azure/aks/aks-auto-upgrade-off.ts';
import aksAzurePolicyAddonOff from './azure/aks/aks-azure-policy-addon-off.ts';
import aksAzureRbacOff from './azure/aks/aks-azure-rbac-off.ts';
import aksBootstrapArtifactDirect from './azure/aks/aks-bootstrap-artifact-direct.ts';
import aksControlPlaneLogsOff from './azure/aks/aks-control-plane-logs-off.ts';
import aksDefenderOff from './azure/aks/aks-defender-off.ts';
import aksDiskEncryptionSetMissing from './azure/aks/aks-disk-encryption-set-missing.ts';
import aksEncryptionAtHostOff from './azure/aks/aks-encryption-at-host-off.ts';
import aksEntraIntegrationOff from './azure/aks/aks-entra-integration-off.ts';
import aksFreeTier from './azure/aks/aks-free-tier.ts';
import aksHttpApplicationRoutingOn from './azure/aks/aks-http-application-routing-on.ts';
import aksImageCleanerOff from './azure/aks/aks-image-cleaner-off.ts';
import aksKeyvaultSecretRotationOff from './azure/aks/aks-keyvault-secret-rotation-off.ts';
import aksKmsEtcdEncryptionOff from './azure/aks/aks-kms-etcd-encryption-off.ts';
import aksKubeDashboardOn from './azure/aks/aks-kube-dashboard-on.ts';
import aksLocalAccountsEnabled from './azure/aks/aks-local-accounts-enabled.ts';
import aksNetworkPolicyNone from './azure/aks/aks-network-policy-none.ts';
import aksNodeFipsOff from './azure/aks/aks-node-fips-off.ts';
import aksNodeOsUpgradeChannelOff from './azure/aks/aks-node-os-upgrade-channel-off.ts';
import aksNodePublicIp from './azure/aks/aks-node-public-ip.ts';
import aksNodeRgUnrestricted from './azure/aks/aks-node-rg-unrestricted.ts';
import aksNodeSecureBootOff from './azure/aks/aks-node-secure-boot-off.ts';
import aksNodeSshEnabled from './azure/aks/aks-node-ssh-enabled.ts';
import aksNodepoolAllowedHostPorts from './azure/aks/aks-nodepool-allowed-host-ports.ts';
import aksNodepoolVersionSkew from './azure/aks/aks-nodepool-version-skew.ts';
import aksOutboundUnrestricted from './azure/aks/aks-outbound-unrestricted.ts';
import aksPodIdentityLegacyOn from './azure/aks/aks-pod-identity-legacy-on.ts';
import aksPrivateClusterDisabled from './azure/aks/aks-private-cluster-disabled.ts';
import aksPrivateClusterPublicFqdn from './azure/aks/aks-private-cluster-public-fqdn.ts';
import aksRbacDisabled from './azure/aks/aks-rbac-disabled.ts';
import aksRunCommandEnabled from './azure/aks/aks-run-command-enabled.ts';
import aksServicePrincipalIdentity from './azure/aks/aks-service-principal-identity.ts';
import aksTransitEncryptionOff from './azure/aks/aks-transit-encryption-off.ts';
import aksUnsafeSysctlsAllowed from './azure/aks/aks-unsafe-sysctls-allowed.ts';
import aksVersionUnsupported from './azure/aks/aks-version-unsupported.ts';
import aksWorkloadIdentityOff from './azure/aks/aks-workload-identity-off.ts';
import azureNsgAdminPortOpen from './azure/network/azure-nsg-admin-port-open.ts';
import azureNsgAnyPortOpen from './azure/network/azure-nsg-any-port-open.ts';

/** The rules on azure. */
export const azureRules = [acrAdminUserEnabled, acrAnonymousPull, acrCmkMissing, acrPublicNetworkAccess, aksAdminGroupBroad, aksApiPublicUnrestricted, aksAutoUpgradeOff, aksAzurePolicyAddonOff, aksAzureRbacOff, aksBootstrapArtifactDirect, aksControlPlaneLogsOff, aksDefenderOff, aksDiskEncryptionSetMissing, aksEncryptionAtHostOff, aksEntraIntegrationOff, aksFreeTier, aksHttpApplicationRoutingOn, aksImageCleanerOff, aksKeyvaultSecretRotationOff, aksKmsEtcdEncryptionOff, aksKubeDashboardOn, aksLocalAccountsEnabled, aksNetworkPolicyNone, aksNodeFipsOff, aksNodeOsUpgradeChannelOff, aksNodePublicIp, aksNodeRgUnrestricted, aksNodeSecureBootOff, aksNodeSshEnabled, aksNodepoolAllowedHostPorts, aksNodepoolVersionSkew, aksOutboundUnrestricted, aksPodIdentityLegacyOn, aksPrivateClusterDisabled, aksPrivateClusterPublicFqdn, aksRbacDisabled, aksRunCommandEnabled, aksServicePrincipalIdentity, aksTransitEncryptionOff, aksUnsafeSysctlsAllowed, aksVersionUnsupported, aksWorkloadIdentityOff, azureNsgAdminPortOpen, azureNsgAnyPortOpen] as const;
