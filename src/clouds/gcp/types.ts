import type { Type } from '#model';
import { repositoryPolicy } from './artifact-registry/repository-policy/resource.ts';
import { repository } from './artifact-registry/repository/resource.ts';
import { admissionPolicy } from './binary-authorization/policy/resource.ts';
import { imageAnalysis } from './container-analysis/image-analysis/resource.ts';
import { effectiveFirewalls, regionEffectiveFirewalls } from './compute/effective-firewalls/resource.ts';
import { firewall } from './compute/firewall/resource.ts';
import { network } from './compute/network/resource.ts';
import { subnetwork } from './compute/subnetwork/resource.ts';
import { computeProject } from './compute/project/resource.ts';
import { gkeCluster } from './gke/cluster/resource.ts';
import { gkeServerConfig } from './gke/server-config/resource.ts';
import { gkeUpgradeInfo } from './gke/upgrade-info/resource.ts';
import { serviceAccountKeys } from './iam/service-account-keys/resource.ts';
import { keyPolicy } from './kms/key-policy/resource.ts';
import { kmsKey } from './kms/key/resource.ts';
import { projectPolicy } from './resource-manager/project-policy/resource.ts';

/** Every resource type that is read from Google Cloud. */
export const gcpTypes: readonly Type[] = [
  gkeCluster,
  gkeUpgradeInfo,
  gkeServerConfig,
  admissionPolicy,
  network,
  subnetwork,
  firewall,
  effectiveFirewalls,
  regionEffectiveFirewalls,
  kmsKey,
  keyPolicy,
  repository,
  repositoryPolicy,
  projectPolicy,
  computeProject,
  serviceAccountKeys,
  imageAnalysis,
];
