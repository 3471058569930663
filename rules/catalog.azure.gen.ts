// Written by `npm run gen`. Do not edit.

import acrAdminUserEnabled from './azure/acr/acr-admin-user-enabled.ts';
import acrAnonymousPull from './azure/acr/acr-anonymous-pull.ts';
import aksApiPublicUnrestricted from './azure/aks/aks-api-public-unrestricted.ts';
import aksAutoUpgradeOff from './azure/aks/aks-auto-upgrade-off.ts';
import aksAzureRbacOff from './azure/aks/aks-azure-rbac-off.ts';
import aksControlPlaneLogsOff from './azure/aks/aks-control-plane-logs-off.ts';
import aksDefenderOff from './azure/aks/aks-defender-off.ts';
import aksDiskEncryptionSetMissing from './azure/aks/aks-disk-encryption-set-missing.ts';
import aksEncryptionAtHostOff from './azure/aks/aks-encryption-at-host-off.ts';
import aksEntraIntegrationOff from './azure/aks/aks-entra-integration-off.ts';
import aksKmsEtcdEncryptionOff from './azure/aks/aks-kms-etcd-encryption-off.ts';
import aksLocalAccountsEnabled from './azure/aks/aks-local-accounts-enabled.ts';
import aksNetworkPolicyNone from './azure/aks/aks-network-policy-none.ts';
import aksNodeOsUpgradeChannelOff from './azure/aks/aks-node-os-upgrade-channel-off.ts';
import aksNodePublicIp from './azure/aks/aks-node-public-ip.ts';
import aksPrivateClusterDisabled from './azure/aks/aks-private-cluster-disabled.ts';
import aksRbacDisabled from './azure/aks/aks-rbac-disabled.ts';
import aksRunCommandEnabled from './azure/aks/aks-run-command-enabled.ts';
import aksVersionUnsupported from './azure/aks/aks-version-unsupported.ts';
import aksWorkloadIdentityOff from './azure/aks/aks-workload-identity-off.ts';
import azureNsgAdminPortOpen from './azure/network/azure-nsg-admin-port-open.ts';
import azureNsgAnyPortOpen from './azure/network/azure-nsg-any-port-open.ts';

/** The rules on azure. */
export const azureRules = [acrAdminUserEnabled, acrAnonymousPull, aksApiPublicUnrestricted, aksAutoUpgradeOff, aksAzureRbacOff, aksControlPlaneLogsOff, aksDefenderOff, aksDiskEncryptionSetMissing, aksEncryptionAtHostOff, aksEntraIntegrationOff, aksKmsEtcdEncryptionOff, aksLocalAccountsEnabled, aksNetworkPolicyNone, aksNodeOsUpgradeChannelOff, aksNodePublicIp, aksPrivateClusterDisabled, aksRbacDisabled, aksRunCommandEnabled, aksVersionUnsupported, aksWorkloadIdentityOff, azureNsgAdminPortOpen, azureNsgAnyPortOpen] as const;
