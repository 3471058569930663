import { told, type Apply, type Sending } from '../apply.ts';
import { awsRefusal } from './apply-refusal.ts';
import { applyAllowedImages, applyImageCriteria, applyNoAllowedImages } from './ec2/allowed-images/apply.ts';
import { applyEbsEncryption, applyNoEbsEncryption } from './ec2/ebs-encryption-default/apply.ts';
import { applyMetadata } from './ec2/instance/apply.ts';
import { applyAuthorize, applyRevoke } from './ec2/security-group/apply.ts';
import { applyRegistryPolicy } from './ecr/registry-policy/apply.ts';
import { applyRepositoryPolicy } from './ecr/repository-policy/apply.ts';
import { applyImageScanning, applyTagMutability } from './ecr/repository/apply.ts';
import { applyAssociation, applyDisassociation } from './eks/access-policies/apply.ts';
import { applyAddon } from './eks/addon/apply.ts';
import {
  applyAccessMode,
  applyDeletionProtection,
  applyEncryption,
  applyEndpoint,
  applyLogging,
  applyNoTags,
  applyRemoteNetworks,
  applyTags,
  applyUpgradePolicy,
} from './eks/cluster/apply.ts';
import { applyNodeRepair } from './eks/nodegroup/apply.ts';
import { applyVersion } from './eks/version/apply.ts';
import { applyAttach, applyDetach, applyInlineDeletion, applyInlinePolicy, applyTrust } from './iam/role/apply.ts';
import { applyDisabledKey, applyEnabledKey } from './kms/key/apply.ts';
import { applyKeyPolicy } from './kms/key-policy/apply.ts';
import { applyNoRotation, applyRotation } from './kms/key-rotation/apply.ts';
import type { AwsWriter } from './writer.ts';

const sendings: readonly Sending<AwsWriter>[] = [
  applyEndpoint,
  applyLogging,
  applyAccessMode,
  applyDeletionProtection,
  applyUpgradePolicy,
  applyEncryption,
  applyRemoteNetworks,
  applyTags,
  applyNoTags,
  applyVersion,
  applyAddon,
  applyNodeRepair,
  applyAssociation,
  applyDisassociation,
  applyRevoke,
  applyAuthorize,
  applyMetadata,
  applyEbsEncryption,
  applyNoEbsEncryption,
  applyTagMutability,
  applyImageScanning,
  applyRepositoryPolicy,
  applyRegistryPolicy,
  applyRotation,
  applyNoRotation,
  applyKeyPolicy,
  applyEnabledKey,
  applyDisabledKey,
  applyImageCriteria,
  applyAllowedImages,
  applyNoAllowedImages,
  applyTrust,
  applyAttach,
  applyDetach,
  applyInlinePolicy,
  applyInlineDeletion,
];

/** Every change that can be made in an AWS account. */
export const awsApplies: readonly Apply<AwsWriter>[] = told(sendings, awsRefusal);
