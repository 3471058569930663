import type { Type } from '#model';
import { acrRegistry } from './acr/registry/resource.ts';
import { roleAssignment } from './authorization/role-assignment/resource.ts';
import { roleDefinition } from './authorization/role-definition/resource.ts';
import { aksCluster } from './aks/cluster/resource.ts';
import { meshRevisions } from './aks/mesh-revisions/resource.ts';
import { trustedAccessRoles } from './aks/trusted-access-roles/resource.ts';
import { trustedAccess } from './aks/trusted-access/resource.ts';
import { aksVersions } from './aks/version/resource.ts';
import { azureDisk } from './compute/disk/resource.ts';
import { scaleSet } from './compute/scale-set/resource.ts';
import { registryToken } from './acr/token/resource.ts';
import { scopeMap } from './acr/scope-map/resource.ts';
import { diskSnapshot } from './compute/snapshot/resource.ts';
import { vaultKey } from './keyvault/key/resource.ts';
import { keyVault } from './keyvault/vault/resource.ts';
import { activityLogSettings } from './monitor/activity-log/resource.ts';
import { applicationGateway } from './network/application-gateway/resource.ts';
import { flowLog } from './network/flow-log/resource.ts';
import { publicAddress } from './network/public-ip/resource.ts';
import { diagnosticCategories } from './monitor/diagnostic-categories/resource.ts';
import { diagnosticSettings } from './monitor/diagnostic-settings/resource.ts';
import { federatedCredentials } from './identity/federated-credentials/resource.ts';
import { networkSecurityGroup } from './network/nsg/resource.ts';
import { virtualNetwork } from './network/virtual-network/resource.ts';
import { defenderPlans } from './security/plans/resource.ts';

/** Every resource type that is read from Azure. */
export const azureTypes: readonly Type[] = [
  aksCluster,
  networkSecurityGroup,
  virtualNetwork,
  scaleSet,
  aksVersions,
  azureDisk,
  acrRegistry,
  diagnosticSettings,
  diagnosticCategories,
  roleAssignment,
  roleDefinition,
  defenderPlans,
  keyVault,
  vaultKey,
  activityLogSettings,
  flowLog,
  registryToken,
  scopeMap,
  diskSnapshot,
  publicAddress,
  applicationGateway,
  federatedCredentials,
  trustedAccess,
  trustedAccessRoles,
  meshRevisions,
];
