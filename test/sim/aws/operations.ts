import { cloudTrailOperations } from './cloudtrail.ts';
import { computeOperations } from './ec2/compute.ts';
import { ingressOperations } from './ec2/ingress.ts';
import { networkOperations } from './ec2/network.ts';
import { securityGroupOperations } from './ec2/security-groups.ts';
import { settingOperations } from './ec2/settings.ts';
import { sharingOperations } from './ec2/sharing.ts';
import { ecrMutabilityOperations } from './ecr-mutability.ts';
import { ecrPolicyOperations } from './ecr-policies.ts';
import { ecrScanningOperations } from './ecr-scanning.ts';
import { ecrOperations } from './ecr.ts';
import { eksAccessOperations } from './eks/access.ts';
import { eksAddonVersionOperations } from './eks/addon-versions.ts';
import { eksAddonOperations } from './eks/addons.ts';
import { eksConfigOperations } from './eks/config.ts';
import { eksFargateOperations } from './eks/fargate.ts';
import { eksNodegroupOperations } from './eks/nodegroups.ts';
import { eksPartOperations } from './eks/parts.ts';
import { eksReadOperations } from './eks/read.ts';
import { eksTagOperations } from './eks/tags.ts';
import { eksUpdateOperations } from './eks/update.ts';
import { loadBalancingOperations } from './load-balancing.ts';
import { guardDutyOperations } from './guardduty.ts';
import { iamReadOperations } from './iam/read.ts';
import { iamWriteOperations } from './iam/write.ts';
import { inspectorOperations } from './inspector.ts';
import { kmsSigningOperations } from './kms-signing.ts';
import { kmsOperations } from './kms.ts';
import { logGroupOperations } from './log-groups.ts';
import type { Operation } from './operation.ts';
import { organizationsOperations } from './organizations.ts';
import { stsOperations } from './sts.ts';
import { webIdentityOperations } from './web-identity.ts';

/** Everything that the simulator answers; the rest of AWS is refused as unknown and counted. */
export const operations: readonly Operation[] = [
  ...stsOperations,
  ...webIdentityOperations,
  ...computeOperations,
  ...networkOperations,
  ...securityGroupOperations,
  ...ingressOperations,
  ...settingOperations,
  ...sharingOperations,
  ...eksReadOperations,
  ...eksConfigOperations,
  ...eksUpdateOperations,
  ...eksAccessOperations,
  ...eksAddonOperations,
  ...eksAddonVersionOperations,
  ...eksFargateOperations,
  ...eksNodegroupOperations,
  ...eksPartOperations,
  ...eksTagOperations,
  ...iamReadOperations,
  ...iamWriteOperations,
  ...ecrOperations,
  ...ecrMutabilityOperations,
  ...ecrPolicyOperations,
  ...ecrScanningOperations,
  ...inspectorOperations,
  ...kmsOperations,
  ...kmsSigningOperations,
  ...logGroupOperations,
  ...organizationsOperations,
  ...cloudTrailOperations,
  ...loadBalancingOperations,
  ...guardDutyOperations,
];
