import { told, type Apply, type Sending } from '../apply.ts';
import { azureRefusal } from './apply-refusal.ts';
import { applyTrustedAccess, applyTrustedAccessDeletion } from './aks/trusted-access/apply.ts';
import { applyRegistryChange } from './acr/registry/apply.ts';
import { applyTokenChange } from './acr/token/apply.ts';
import { applyPoolChange } from './aks/cluster/apply-pool.ts';
import { applyAuthorizedRanges, applyClusterChange } from './aks/cluster/apply.ts';
import { applyCredential, applyCredentialDeletion } from './identity/federated-credentials/apply.ts';
import { applyActivityLogs, applyLogs } from './monitor/diagnostic-settings/apply.ts';
import { applyRuleDeletion, applySecurityRule } from './network/nsg/apply.ts';
import { applyPlan } from './security/plans/apply.ts';
import type { AzureWriter } from './writer.ts';

const sendings: readonly Sending<AzureWriter>[] = [
  applyAuthorizedRanges,
  applyClusterChange,
  applyPoolChange,
  applySecurityRule,
  applyRuleDeletion,
  applyRegistryChange,
  applyTokenChange,
  applyLogs,
  applyActivityLogs,
  applyPlan,
  applyCredential,
  applyCredentialDeletion,
  applyTrustedAccess,
  applyTrustedAccessDeletion,
];

/** Every change that can be made in an Azure subscription. */
export const azureApplies: readonly Apply<AzureWriter>[] = told(sendings, azureRefusal);
