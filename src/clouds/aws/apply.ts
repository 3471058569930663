import type { Apply } from '../apply.ts';
import { applyAllowedImages, applyImageCriteria } from './ec2/allowed-images/apply.ts';
import { applyMetadata } from './ec2/instance/apply.ts';
import { applyAuthorize, applyRevoke } from './ec2/security-group/apply.ts';
import { applyDisassociation } from './eks/access-policies/apply.ts';
import { applyAddon } from './eks/addon/apply.ts';
import {
  applyAccessMode,
  applyDeletionProtection,
  applyEncryption,
  applyEndpoint,
  applyLogging,
} from './eks/cluster/apply.ts';
import { applyVersion } from './eks/version/apply.ts';
import { applyDetach, applyInlineDeletion, applyTrust } from './iam/role/apply.ts';
import { applyRotation } from './kms/key-rotation/apply.ts';
import type { AwsWriter } from './writer.ts';

/** Every change that can be made in an AWS account. */
export const awsApplies: readonly Apply<AwsWriter>[] = [
  applyEndpoint,
  applyLogging,
  applyAccessMode,
  applyDeletionProtection,
  applyEncryption,
  applyVersion,
  applyAddon,
  applyDisassociation,
  applyRevoke,
  applyAuthorize,
  applyMetadata,
  applyRotation,
  applyImageCriteria,
  applyAllowedImages,
  applyTrust,
  applyDetach,
  applyInlineDeletion,
];
