import { told, type Apply, type Sending } from '../apply.ts';
import { gcpRefusal } from './apply-refusal.ts';
import { applyRepositoryPolicy } from './artifact-registry/repository-policy/apply.ts';
import { applyTagImmutability, applyVulnerabilityScanning } from './artifact-registry/repository/apply.ts';
import { applyFirewallSwitch } from './compute/firewall/apply.ts';
import { applyFlowLogs, applyPrivateGoogleAccess } from './compute/subnetwork/apply.ts';
import { clusterApplies } from './gke/cluster/apply.ts';
import { applyKeyPolicy } from './kms/key-policy/apply.ts';
import { applyKeyRotation } from './kms/key/apply.ts';
import type { GcpWriter } from './writer.ts';

const sendings: readonly Sending<GcpWriter>[] = [
  applyFirewallSwitch,
  applyPrivateGoogleAccess,
  applyFlowLogs,
  ...clusterApplies,
  applyKeyRotation,
  applyKeyPolicy,
  applyRepositoryPolicy,
  applyTagImmutability,
  applyVulnerabilityScanning,
];

/** Every change that can be made in a project of Google Cloud. */
export const gcpApplies: readonly Apply<GcpWriter>[] = told(sendings, gcpRefusal);
