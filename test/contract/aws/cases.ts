import amiAllowDenyList from '#rules/aws/ec2/ami-allow-deny-list';
import eksClusterSgIngressBroad from '#rules/aws/ec2/eks-cluster-sg-ingress-broad';
import ebsDefaultEncryptionOff from '#rules/aws/ec2/ebs-default-encryption-off';
import sgIngressAdminPortOpen from '#rules/aws/ec2/sg-ingress-admin-port-open';
import sgIngressAllPortsOpen from '#rules/aws/ec2/sg-ingress-all-ports-open';
import sgIngressUnapprovedPortOpen from '#rules/aws/ec2/sg-ingress-unapproved-port-open';
import ecrRepositoryPublicPolicy from '#rules/aws/ecr/ecr-repository-public-policy';
import ecrScanOnPushOff from '#rules/aws/ecr/ecr-scan-on-push-off';
import ecrTagMutable from '#rules/aws/ecr/ecr-tag-mutable';
import eksAccessEntryBroadPolicy from '#rules/aws/eks/eks-access-entry-broad-policy';
import eksAccessEntryClusterAdmin from '#rules/aws/eks/eks-access-entry-cluster-admin';
import eksAuthModeConfigmap from '#rules/aws/eks/eks-auth-mode-configmap';
import eksControlPlaneLogging from '#rules/aws/eks/eks-control-plane-logging';
import eksDeletionProtectionOff from '#rules/aws/eks/eks-deletion-protection-off';
import eksEndpointPrivateAccessDisabled from '#rules/aws/eks/eks-endpoint-private-access-disabled';
import eksEndpointPublicAccess from '#rules/aws/eks/eks-endpoint-public-access';
import eksEndpointPublicCidrOpen from '#rules/aws/eks/eks-endpoint-public-cidr-open';
import eksHybridNodeNetworksBroad from '#rules/aws/eks/eks-hybrid-node-networks-broad';
import eksNodeAutoRepairOff from '#rules/aws/eks/eks-node-auto-repair-off';
import eksNodeImdsHopLimit from '#rules/aws/eks/eks-node-imds-hop-limit';
import eksNodeImdsV1Allowed from '#rules/aws/eks/eks-node-imds-v1-allowed';
import eksNodegroupSshOpen from '#rules/aws/eks/eks-nodegroup-ssh-open';
import eksSecretsKmsEncryption from '#rules/aws/eks/eks-secrets-kms-encryption';
import eksSecretsKmsKeyHealth from '#rules/aws/eks/eks-secrets-kms-key-health';
import eksTagsMissing from '#rules/aws/eks/eks-tags-missing';
import eksUpgradePolicyExtended from '#rules/aws/eks/eks-upgrade-policy-extended';
import eksVersionUnsupported from '#rules/aws/eks/eks-version-unsupported';
import eksVpcCniNetworkPolicyOff from '#rules/aws/eks/eks-vpc-cni-network-policy-off';
import kmsKeyPolicyPublic from '#rules/aws/kms/kms-key-policy-public';
import kmsKeyRotationDisabled from '#rules/aws/kms/kms-key-rotation-disabled';
import type { ContractCase } from '../prove.ts';
import { crowdedClusters, editingClusters, insideClusters, keeper, unenforcedClusters } from './access.ts';
import {
  bareClusters,
  estateWith,
  looseMetadata,
  oldVersions,
  openEndpoints,
  openGroups,
  openLogins,
  sharedClusterGroups,
  strayGroups,
  wideGroups,
  region,
  spareKey,
} from './estate.ts';
import { openImages, openKeys } from './policies.ts';
import { crossCases } from './cross-cases.ts';
import { partCases } from './part-cases.ts';
import { roleCases } from './role-cases.ts';
import {
  broadHybrids,
  disabledKeys,
  looseTags,
  namelessClusters,
  plainVolumes,
  slidingClusters,
  unrepairedNodes,
  unscannedImages,
} from './settings.ts';
import { awsStand } from './stand.ts';

const everyImage = estateWith({
  region: () => ({ allowedImagesSettings: { State: 'disabled', ManagedBy: 'account', ImageCriteria: [] } }),
});

export const awsCases: readonly ContractCase[] = [
  ...roleCases,
  ...partCases,
  ...crossCases,
  {
    rule: eksEndpointPublicCidrOpen,
    proves: ['eks.update-endpoint'],
    // The first range has host bits.
    params: { allowedCidrs: ['198.51.100.9/24', '203.0.113.7/32'] },
    open: () => awsStand(openEndpoints(), region),
  },
  {
    rule: eksEndpointPublicAccess,
    proves: ['eks.update-endpoint'],
    open: () => awsStand(openEndpoints(), region),
  },
  {
    rule: eksEndpointPrivateAccessDisabled,
    proves: ['eks.update-endpoint'],
    open: () => awsStand(openEndpoints(), region),
  },
  {
    rule: eksControlPlaneLogging,
    proves: ['eks.update-logging'],
    open: () => awsStand(bareClusters(), region),
  },
  {
    rule: eksAuthModeConfigmap,
    proves: ['eks.update-access-mode'],
    stays: ['EKS does not take an authentication mode back'],
    params: { requireApiOnly: false },
    echoes: ['eks.access-entry', 'eks.access-policies'],
    open: () => awsStand(bareClusters(), region),
  },
  {
    rule: eksDeletionProtectionOff,
    proves: ['eks.update-deletion-protection'],
    open: () => awsStand(bareClusters(), region),
  },
  {
    rule: eksSecretsKmsEncryption,
    proves: ['eks.associate-encryption'],
    stays: ['EKS does not stop encrypting secrets with a key'],
    params: { allowedKeyArns: [spareKey] },
    // A key is read once something names it.
    echoes: ['kms.key', 'kms.key-rotation', 'kms.key-policy'],
    open: () => awsStand(bareClusters(), region),
  },
  {
    rule: eksNodeImdsV1Allowed,
    proves: ['ec2.modify-metadata'],
    open: () => awsStand(looseMetadata(), region),
  },
  {
    rule: eksNodeImdsHopLimit,
    proves: ['ec2.modify-metadata'],
    open: () => awsStand(looseMetadata(), region),
  },
  {
    rule: eksVersionUnsupported,
    proves: ['eks.update-version'],
    stays: ['EKS rolls a version back within seven days, and nodes and add-ons not with it: a person decides'],
    params: { warnDays: 10 },
    echoes: ['eks.addon-versions'],
    open: () => awsStand(oldVersions(), region),
  },
  {
    rule: sgIngressAdminPortOpen,
    proves: ['ec2.authorize-ingress', 'ec2.revoke-ingress'],
    open: () => awsStand(openGroups(), region),
  },
  {
    rule: sgIngressAllPortsOpen,
    proves: ['ec2.authorize-ingress', 'ec2.revoke-ingress'],
    open: () => awsStand(wideGroups(), region),
  },
  {
    rule: eksNodegroupSshOpen,
    proves: ['ec2.authorize-ingress', 'ec2.revoke-ingress'],
    open: () => awsStand(openLogins(), region),
  },
  {
    rule: eksClusterSgIngressBroad,
    proves: ['ec2.authorize-ingress', 'ec2.revoke-ingress'],
    open: () => awsStand(sharedClusterGroups(), region),
  },
  {
    rule: kmsKeyRotationDisabled,
    proves: ['kms.enable-rotation', 'kms.disable-rotation'],
    params: { maxRotationDays: 400 },
    open: () => awsStand(everyImage, region),
  },
  {
    rule: amiAllowDenyList,
    proves: ['ec2.replace-image-criteria', 'ec2.enable-allowed-images', 'ec2.disable-allowed-images'],
    params: { requireAllowedImages: true },
    components: { allow: { vmImageOwners: ['amazon', 'self', '602401143452'] }, deny: {} },
    open: () => awsStand(everyImage, region),
  },
  {
    rule: eksAccessEntryClusterAdmin,
    proves: ['eks.associate-access-policy', 'eks.disassociate-access-policy'],
    params: { allowedAdmins: [keeper] },
    open: () => awsStand(crowdedClusters(), region),
  },
  {
    rule: eksVpcCniNetworkPolicyOff,
    proves: ['eks.update-addon'],
    open: () => awsStand(unenforcedClusters(), region, insideClusters()),
  },
  {
    rule: eksAccessEntryBroadPolicy,
    proves: ['eks.associate-access-policy', 'eks.disassociate-access-policy'],
    open: () => awsStand(editingClusters(), region),
  },
  {
    rule: sgIngressUnapprovedPortOpen,
    proves: ['ec2.authorize-ingress', 'ec2.revoke-ingress'],
    open: () => awsStand(strayGroups(), region),
  },
  {
    rule: eksUpgradePolicyExtended,
    proves: ['eks.update-upgrade-policy'],
    params: { requiredSupportType: 'STANDARD' },
    open: () => awsStand(slidingClusters(), region),
  },
  {
    rule: ebsDefaultEncryptionOff,
    proves: ['ec2.enable-ebs-encryption', 'ec2.disable-ebs-encryption'],
    open: () => awsStand(plainVolumes(), region),
  },
  {
    rule: ecrScanOnPushOff,
    proves: ['ecr.put-image-scanning'],
    open: () => awsStand(unscannedImages(), region),
  },
  {
    rule: ecrTagMutable,
    proves: ['ecr.put-tag-mutability'],
    open: () => awsStand(looseTags(), region),
  },
  {
    rule: eksNodeAutoRepairOff,
    proves: ['eks.update-node-repair'],
    open: () => awsStand(unrepairedNodes(), region),
  },
  {
    rule: ecrRepositoryPublicPolicy,
    proves: ['ecr.put-registry-policy', 'ecr.set-repository-policy'],
    open: () => awsStand(openImages(), region),
  },
  {
    rule: eksSecretsKmsKeyHealth,
    proves: ['kms.disable-key', 'kms.enable-key'],
    // How a key is rotated is read only while it is enabled.
    echoes: ['kms.key-rotation'],
    open: () => awsStand(disabledKeys(), region),
  },
  {
    rule: kmsKeyPolicyPublic,
    proves: ['kms.put-key-policy'],
    open: () => awsStand(openKeys(), region),
  },
  {
    rule: eksTagsMissing,
    proves: ['eks.tag-cluster', 'eks.untag-cluster'],
    params: { requiredTags: ['owner', 'purpose'], tagValues: { owner: 'shop', purpose: 'orders' } },
    open: () => awsStand(namelessClusters(), region),
  },
  {
    rule: eksHybridNodeNetworksBroad,
    proves: ['eks.update-remote-networks'],
    params: { allowedCidrs: ['10.80.0.0/16', '172.16.4.0/24'] },
    open: () => awsStand(broadHybrids(), region),
  },
];
