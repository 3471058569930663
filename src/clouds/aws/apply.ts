import type { Apply } from '../apply.ts';
import { applyAllowedImages, applyImageCriteria } from './ec2/allowed-images/apply.ts';
import { applyAuthorize, applyRevoke } from './ec2/security-group/apply.ts';
import { applyEndpoint } from './eks/cluster/apply.ts';
import { applyVersion } from './eks/version/apply.ts';
import { applyDetach, applyInlineDeletion, applyTrust } from './iam/role/apply.ts';
import type { AwsWriter } from './writer.ts';

/** Every change that can be made in an AWS account. */
export const awsApplies: readonly Apply<AwsWriter>[] = [
  applyEndpoint,
  applyVersion,
  applyRevoke,
  applyAuthorize,
  applyImageCriteria,
  applyAllowedImages,
  applyTrust,
  applyDetach,
  applyInlineDeletion,
];
