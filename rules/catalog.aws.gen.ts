// Written by `npm run gen`. Do not edit.

import amiAllowDenyList from './aws/ec2/ami-allow-deny-list.ts';
import eksClusterSgIngressBroad from './aws/ec2/eks-cluster-sg-ingress-broad.ts';
import sgIngressAdminPortOpen from './aws/ec2/sg-ingress-admin-port-open.ts';
import sgIngressAllPortsOpen from './aws/ec2/sg-ingress-all-ports-open.ts';
import vpcFlowLogsOff from './aws/ec2/vpc-flow-logs-off.ts';
import ecrImageCriticalCves from './aws/ecr/ecr-image-critical-cves.ts';
import ecrRepositoryPublicPolicy from './aws/ecr/ecr-repository-public-policy.ts';
import ecrScanOnPushOff from './aws/ecr/ecr-scan-on-push-off.ts';
import eksAccessEntryClusterAdmin from './aws/eks/eks-access-entry-cluster-admin.ts';
import eksAddonDenyList from './aws/eks/eks-addon-deny-list.ts';
import eksAuthModeConfigmap from './aws/eks/eks-auth-mode-configmap.ts';
import eksControlPlaneLogging from './aws/eks/eks-control-plane-logging.ts';
import eksDeletionProtectionOff from './aws/eks/eks-deletion-protection-off.ts';
import eksEndpointPrivateAccessDisabled from './aws/eks/eks-endpoint-private-access-disabled.ts';
import eksEndpointPublicAccess from './aws/eks/eks-endpoint-public-access.ts';
import eksEndpointPublicCidrOpen from './aws/eks/eks-endpoint-public-cidr-open.ts';
import eksNodeEbsUnencrypted from './aws/eks/eks-node-ebs-unencrypted.ts';
import eksNodeImdsHopLimit from './aws/eks/eks-node-imds-hop-limit.ts';
import eksNodeImdsV1Allowed from './aws/eks/eks-node-imds-v1-allowed.ts';
import eksNodeRoleOverprivileged from './aws/eks/eks-node-role-overprivileged.ts';
import eksNodegroupSshOpen from './aws/eks/eks-nodegroup-ssh-open.ts';
import eksNodesPublicIp from './aws/eks/eks-nodes-public-ip.ts';
import eksSecretsKmsEncryption from './aws/eks/eks-secrets-kms-encryption.ts';
import eksVersionUnsupported from './aws/eks/eks-version-unsupported.ts';
import eksVpcCniNetworkPolicyOff from './aws/eks/eks-vpc-cni-network-policy-off.ts';
import irsaTrustWildcard from './aws/iam/irsa-trust-wildcard.ts';
import kmsKeyPolicyPublic from './aws/kms/kms-key-policy-public.ts';
import kmsKeyRotationDisabled from './aws/kms/kms-key-rotation-disabled.ts';

/** The rules on aws. */
export const awsRules = [amiAllowDenyList, eksClusterSgIngressBroad, sgIngressAdminPortOpen, sgIngressAllPortsOpen, vpcFlowLogsOff, ecrImageCriticalCves, ecrRepositoryPublicPolicy, ecrScanOnPushOff, eksAccessEntryClusterAdmin, eksAddonDenyList, eksAuthModeConfigmap, eksControlPlaneLogging, eksDeletionProtectionOff, eksEndpointPrivateAccessDisabled, eksEndpointPublicAccess, eksEndpointPublicCidrOpen, eksNodeEbsUnencrypted, eksNodeImdsHopLimit, eksNodeImdsV1Allowed, eksNodeRoleOverprivileged, eksNodegroupSshOpen, eksNodesPublicIp, eksSecretsKmsEncryption, eksVersionUnsupported, eksVpcCniNetworkPolicyOff, irsaTrustWildcard, kmsKeyPolicyPublic, kmsKeyRotationDisabled] as const;
