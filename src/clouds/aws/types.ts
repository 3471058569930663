import type { Scope, Type } from '#model';
import { trailSelectors } from './cloudtrail/trail-selectors/resource.ts';
import { trailStatus } from './cloudtrail/trail-status/resource.ts';
import { trails } from './cloudtrail/trails/resource.ts';
import { allowedImages } from './ec2/allowed-images/resource.ts';
import { ebsEncryptionDefault } from './ec2/ebs-encryption-default/resource.ts';
import { flowLog } from './ec2/flow-log/resource.ts';
import { image } from './ec2/image/resource.ts';
import { imagePublicBlock } from './ec2/image-public-block/resource.ts';
import { instance } from './ec2/instance/resource.ts';
import { instanceMetadataDefaults } from './ec2/instance-metadata-defaults/resource.ts';
import { launchTemplateVersion } from './ec2/launch-template-version/resource.ts';
import { networkAcl } from './ec2/network-acl/resource.ts';
import { networkInterface } from './ec2/network-interface/resource.ts';
import { prefixList } from './ec2/prefix-list/resource.ts';
import { publicImages } from './ec2/public-images/resource.ts';
import { publicSnapshots } from './ec2/public-snapshots/resource.ts';
import { routeTable } from './ec2/route-table/resource.ts';
import { securityGroup } from './ec2/security-group/resource.ts';
import { snapshotPublicBlock } from './ec2/snapshot-public-block/resource.ts';
import { subnet } from './ec2/subnet/resource.ts';
import { vpc } from './ec2/vpc/resource.ts';
import { volume } from './ec2/volume/resource.ts';
import { ecrImage } from './ecr/image/resource.ts';
import { ecrImageIndex } from './ecr/image-index/resource.ts';
import { ecrImageScan } from './ecr/image-scan/resource.ts';
import { ecrPolicyScope } from './ecr/policy-scope/resource.ts';
import { ecrRegistryPolicy } from './ecr/registry-policy/resource.ts';
import { ecrRepositoryPolicy } from './ecr/repository-policy/resource.ts';
import { ecrRegistryScanning } from './ecr/registry-scanning/resource.ts';
import { ecrRepositoryScanning } from './ecr/repository-scanning/resource.ts';
import { ecrRepository } from './ecr/repository/resource.ts';
import { accessEntry } from './eks/access-entry/resource.ts';
import { accessPolicies } from './eks/access-policies/resource.ts';
import { eksAddon } from './eks/addon/resource.ts';
import { addonVersions } from './eks/addon-versions/resource.ts';
import { eksCapability } from './eks/capability/resource.ts';
import { eksCluster } from './eks/cluster/resource.ts';
import { fargateProfile } from './eks/fargate-profile/resource.ts';
import { identityProvider } from './eks/identity-provider/resource.ts';
import { eksInsights } from './eks/insights/resource.ts';
import { eksNodegroup } from './eks/nodegroup/resource.ts';
import { eksVersion } from './eks/version/resource.ts';
import { listener } from './elbv2/listener/resource.ts';
import { loadBalancer } from './elbv2/load-balancer/resource.ts';
import { sslPolicies } from './elbv2/ssl-policies/resource.ts';
import { loadBalancerTags } from './elbv2/tags/resource.ts';
import { detectors } from './guardduty/detectors/resource.ts';
import { oidcProvider } from './iam/oidc-provider/resource.ts';
import { policy } from './iam/policy/resource.ts';
import { role } from './iam/role/resource.ts';
import { inspectorAccount } from './inspector/account/resource.ts';
import { inspectorFinding } from './inspector/finding/resource.ts';
import { kmsKeyPolicy } from './kms/key-policy/resource.ts';
import { kmsKeyRotation } from './kms/key-rotation/resource.ts';
import { kmsKey } from './kms/key/resource.ts';
import { logGroup } from './logs/log-group/resource.ts';

/** Every resource type that is read from AWS. */
export const awsTypes: readonly Type[] = [
  eksCluster,
  eksNodegroup,
  eksVersion,
  eksAddon,
  addonVersions,
  fargateProfile,
  accessEntry,
  accessPolicies,
  eksCapability,
  eksInsights,
  identityProvider,
  securityGroup,
  prefixList,
  networkInterface,
  vpc,
  subnet,
  routeTable,
  networkAcl,
  flowLog,
  instance,
  launchTemplateVersion,
  image,
  volume,
  allowedImages,
  ebsEncryptionDefault,
  instanceMetadataDefaults,
  publicSnapshots,
  snapshotPublicBlock,
  publicImages,
  imagePublicBlock,
  ecrRepository,
  ecrImage,
  ecrImageIndex,
  ecrImageScan,
  ecrRepositoryPolicy,
  ecrRegistryPolicy,
  ecrPolicyScope,
  ecrRepositoryScanning,
  ecrRegistryScanning,
  loadBalancer,
  loadBalancerTags,
  listener,
  sslPolicies,
  inspectorFinding,
  inspectorAccount,
  detectors,
  kmsKey,
  kmsKeyRotation,
  kmsKeyPolicy,
  logGroup,
  role,
  policy,
  oidcProvider,
  trails,
  trailStatus,
  trailSelectors,
];

/** The names of the types that targets with these scopes hold. */
export function typeNamesIn(scopes: readonly Scope[]): readonly string[] {
  return awsTypes.filter(({ scope }) => scopes.includes(scope)).map(({ name }) => name);
}
