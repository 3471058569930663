import type { Apply } from '../apply.ts';
import { applyRegistryChange } from './acr/registry/apply.ts';
import { applyAuthorizedRanges, applyClusterChange } from './aks/cluster/apply.ts';
import { applyRuleDeletion, applySecurityRule } from './network/nsg/apply.ts';
import type { AzureWriter } from './writer.ts';

/** Every change that can be made in an Azure subscription. */
export const azureApplies: readonly Apply<AzureWriter>[] = [
  applyAuthorizedRanges,
  applyClusterChange,
  applySecurityRule,
  applyRuleDeletion,
  applyRegistryChange,
];
