import { told, type Apply, type Sending } from '../apply.ts';
import { awsRefusal } from './apply-refusal.ts';
import { applyStartLogging, applyStopLogging } from './cloudtrail/trail-status/apply.ts';
import { applyTrail } from './cloudtrail/trails/apply.ts';
import { applyAllowedImages, applyImageCriteria, applyNoAllowedImages } from './ec2/allowed-images/apply.ts';
import { applyEbsEncryption, applyNoEbsEncryption } from './ec2/ebs-encryption-default/apply.ts';
import { applyImageBlock, applyNoImageBlock } from './ec2/image-public-block/apply.ts';
import { applyMetadata } from './ec2/instance/apply.ts';
import { applyAuthorize, applyAuthorizeRules, applyRevoke, applyRevokeRules } from './ec2/security-group/apply.ts';
import { applyNoSnapshotBlock, applySnapshotBlock } from './ec2/snapshot-public-block/apply.ts';
import { applyRegistryPolicy } from './ecr/registry-policy/apply.ts';
import { applyRepositoryPolicy } from './ecr/repository-policy/apply.ts';
import { applyImageScanning, applyTagMutability } from './ecr/repository/apply.ts';
import { applyAssociation, applyDisassociation } from './eks/access-policies/apply.ts';
import { applyAddon, applyAddonVersion } from './eks/addon/apply.ts';
import { applyArgoCdEndpoints, applyCrossNamespace } from './eks/capability/apply.ts';
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
import { applySslPolicy } from './elbv2/listener/apply.ts';
import { applyDetector } from './guardduty/detectors/apply.ts';
import { applyAttach, applyDetach, applyInlineDeletion, applyInlinePolicy, applyTrust } from './iam/role/apply.ts';
import { applyDisabledKey, applyEnabledKey } from './kms/key/apply.ts';
import { applyKeyPolicy } from './kms/key-policy/apply.ts';
import { applyNoRotation, applyRotation } from './kms/key-rotation/apply.ts';
import { applyRetention } from './logs/log-group/apply.ts';
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
  applyAddonVersion,
  applyNodeRepair,
  applyCrossNamespace,
  applyArgoCdEndpoints,
  applyAssociation,
  applyDisassociation,
  applyRevoke,
  applyAuthorize,
  applyRevokeRules,
  applyAuthorizeRules,
  applyMetadata,
  applyEbsEncryption,
  applyNoEbsEncryption,
  applySnapshotBlock,
  applyNoSnapshotBlock,
  applyImageBlock,
  applyNoImageBlock,
  applyTagMutability,
  applyImageScanning,
  applyRepositoryPolicy,
  applyRegistryPolicy,
  applyStartLogging,
  applyStopLogging,
  applyTrail,
  applyRotation,
  applyNoRotation,
  applyKeyPolicy,
  applyEnabledKey,
  applyDisabledKey,
  applyRetention,
  applyDetector,
  applySslPolicy,
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
