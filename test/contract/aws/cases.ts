import amiAllowDenyList from '#rules/aws/ec2/ami-allow-deny-list';
import sgIngressAdminPortOpen from '#rules/aws/ec2/sg-ingress-admin-port-open';
import eksEndpointPublicCidrOpen from '#rules/aws/eks/eks-endpoint-public-cidr-open';
import eksNodeRoleOverprivileged from '#rules/aws/eks/eks-node-role-overprivileged';
import eksVersionUnsupported from '#rules/aws/eks/eks-version-unsupported';
import irsaTrustWildcard from '#rules/aws/iam/irsa-trust-wildcard';
import type { ContractCase } from '../prove.ts';
import { estateWith, oldVersions, openEndpoints, openGroups, region } from './estate.ts';
import { oneSubjectEach, powerfulRoles, wideTrusts } from './roles.ts';
import { awsStand } from './stand.ts';

const everyImage = estateWith({
  region: () => ({ allowedImagesSettings: { State: 'disabled', ManagedBy: 'account', ImageCriteria: [] } }),
});

export const awsCases: readonly ContractCase[] = [
  {
    rule: eksEndpointPublicCidrOpen,
    proves: ['eks.update-endpoint'],
    // The first range has host bits.
    params: { allowedCidrs: ['198.51.100.9/24', '203.0.113.7/32'] },
    open: () => awsStand(openEndpoints(), region),
  },
  {
    rule: eksVersionUnsupported,
    proves: ['eks.update-version'],
    params: { warnDays: 10 },
    open: () => awsStand(oldVersions(), region),
  },
  {
    rule: sgIngressAdminPortOpen,
    proves: ['ec2.authorize-ingress', 'ec2.revoke-ingress'],
    open: () => awsStand(openGroups(), region),
  },
  {
    rule: amiAllowDenyList,
    proves: ['ec2.replace-image-criteria', 'ec2.enable-allowed-images'],
    params: { requireAllowedImages: true },
    components: { allow: { vmImageOwners: ['amazon', 'self', '602401143452'] }, deny: {} },
    open: () => awsStand(everyImage, region),
  },
  {
    rule: eksNodeRoleOverprivileged,
    proves: ['iam.detach-policy', 'iam.delete-inline-policy'],
    open: () => awsStand(powerfulRoles(), region),
  },
  {
    rule: irsaTrustWildcard,
    proves: ['iam.update-trust'],
    params: { allowedSubjects: oneSubjectEach },
    open: () => awsStand(wideTrusts(), region),
  },
];
