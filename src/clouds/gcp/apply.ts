import type { Apply } from '../apply.ts';
import { applyRepositoryPolicy } from './artifact-registry/repository-policy/apply.ts';
import { applyFirewallSwitch } from './compute/firewall/apply.ts';
import { clusterApplies } from './gke/cluster/apply.ts';
import { applyKeyRotation } from './kms/key/apply.ts';
import type { GcpWriter } from './writer.ts';

/** Every change that can be made in a project of Google Cloud. */
export const gcpApplies: readonly Apply<GcpWriter>[] = [
  applyFirewallSwitch,
  ...clusterApplies,
  applyKeyRotation,
  applyRepositoryPolicy,
];
