import type { Type } from '#model';
import { acrRegistry } from './acr/registry/resource.ts';
import { roleAssignment } from './authorization/role-assignment/resource.ts';
import { roleDefinition } from './authorization/role-definition/resource.ts';
import { aksCluster } from './aks/cluster/resource.ts';
import { aksVersions } from './aks/version/resource.ts';
import { azureDisk } from './compute/disk/resource.ts';
import { scaleSet } from './compute/scale-set/resource.ts';
import { diagnosticCategories } from './monitor/diagnostic-categories/resource.ts';
import { diagnosticSettings } from './monitor/diagnostic-settings/resource.ts';
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
];
