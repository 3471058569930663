import { told, type Apply, type Sending } from '../apply.ts';
import { awsRefusal } from './apply-refusal.ts';
import { applyAllowedImages, applyImageCriteria, applyNoAllowedImages } from './ec2/allowed-images/apply.ts';
import { applyEbsEncryption, applyNoEbsEncryption } from './ec2/ebs-encryption-default/apply.ts';
import { applyMetadata } from './ec2/instance/apply.ts';
import { applyAuthorize, applyRevoke } from './ec2/security-group/apply.ts';
import { applyTagMutability } from './ecr/repository/apply.ts';
import { applyAssociation, applyDisassociation } from './eks/access-policies/apply.ts';
import { applyAddon } from './eks/addon/apply.ts';
import {
  applyAccessMode,
  applyDeletionProtection,
  applyEncryption,
  applyEndpoint,
  applyLogging,
  applyUpgradePolicy,
} from './eks/cluster/apply.ts';
import { applyVersion } from './eks/version/apply.ts';
import { applyAttach, applyDetach, applyInlineDeletion, applyInlinePolicy, applyTrust } from './iam/role/apply.ts';
import { applyNoRotation, applyRotation } from './kms/key-rotation/apply.ts';
import type { AwsWriter } from './writer.ts';

const sendings: readonly Sending<AwsWriter>[] = [
  applyEndpoint,
  applyLogging,
  applyAccessMode,
  applyDeletionProtection,
  applyUpgradePolicy,
  applyEncryption,
  applyVersion,
  applyAddon,
  applyAssociation,
  applyDisassociation,
  applyRevoke,
  applyAuthorize,
  applyMetadata,
  applyEbsEncryption,
  applyNoEbsEncryption,
  applyTagMutability,
  applyRotation,
  applyNoRotation,
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
