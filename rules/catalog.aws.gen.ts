// Written by `npm run gen`. Do not edit.

import amiAllowDenyList from './aws/ec2/ami-allow-deny-list.ts';
import sgIngressAdminPortOpen from './aws/ec2/sg-ingress-admin-port-open.ts';
import ecrImageCriticalCves from './aws/ecr/ecr-image-critical-cves.ts';
import eksEndpointPublicCidrOpen from './aws/eks/eks-endpoint-public-cidr-open.ts';
import eksNodeEbsUnencrypted from './aws/eks/eks-node-ebs-unencrypted.ts';
import eksNodeRoleOverprivileged from './aws/eks/eks-node-role-overprivileged.ts';
import eksVersionUnsupported from './aws/eks/eks-version-unsupported.ts';
import irsaTrustWildcard from './aws/iam/irsa-trust-wildcard.ts';

/** The rules on aws. */
export const awsRules = [amiAllowDenyList, sgIngressAdminPortOpen, ecrImageCriticalCves, eksEndpointPublicCidrOpen, eksNodeEbsUnencrypted, eksNodeRoleOverprivileged, eksVersionUnsupported, irsaTrustWildcard] as const;
