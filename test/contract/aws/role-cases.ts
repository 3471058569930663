import eksNodeRoleOverprivileged from '#rules/aws/eks/eks-node-role-overprivileged';
import eksClusterRoleConfusedDeputy from '#rules/aws/iam/eks-cluster-role-confused-deputy';
import iamCiOidcTrustOpen from '#rules/aws/iam/iam-ci-oidc-trust-open';
import iamClusterRoleTrustExternal from '#rules/aws/iam/iam-cluster-role-trust-external';
import irsaRoleOverprivileged from '#rules/aws/iam/irsa-role-overprivileged';
import irsaTrustWildcard from '#rules/aws/iam/irsa-trust-wildcard';
import podIdentityTrustUnscoped from '#rules/aws/iam/pod-identity-trust-unscoped';
import type { ContractCase } from '../prove.ts';
import { region } from './estate.ts';
import {
  anyPipelines,
  clustersEach,
  lentRoles,
  looseDeputies,
  onePipelineEach,
  oneSubjectEach,
  powerfulRoles,
  risingRoles,
  unscopedRoles,
  wideTrusts,
} from './roles.ts';
import { awsStand } from './stand.ts';

/** Roles lose what they may do, or those who may take them. */
export const roleCases: readonly ContractCase[] = [
  {
    rule: eksNodeRoleOverprivileged,
    proves: ['iam.attach-policy', 'iam.detach-policy', 'iam.put-inline-policy', 'iam.delete-inline-policy'],
    open: () => awsStand(powerfulRoles(), region),
  },
  {
    rule: irsaRoleOverprivileged,
    proves: ['iam.attach-policy', 'iam.detach-policy', 'iam.put-inline-policy', 'iam.delete-inline-policy'],
    open: () => awsStand(risingRoles(), region),
  },
  {
    rule: irsaTrustWildcard,
    proves: ['iam.update-trust'],
    params: { allowedSubjects: oneSubjectEach },
    open: () => awsStand(wideTrusts(), region),
  },
  {
    rule: iamCiOidcTrustOpen,
    proves: ['iam.update-trust'],
    params: { scope: 'all', allowedSubjects: onePipelineEach },
    open: () => awsStand(anyPipelines(), region),
  },
  {
    rule: eksClusterRoleConfusedDeputy,
    proves: ['iam.update-trust'],
    open: () => awsStand(looseDeputies(), region),
  },
  {
    rule: iamClusterRoleTrustExternal,
    proves: ['iam.update-trust'],
    open: () => awsStand(lentRoles(), region),
  },
  {
    rule: podIdentityTrustUnscoped,
    proves: ['iam.update-trust'],
    params: { allowedClusters: clustersEach },
    open: () => awsStand(unscopedRoles(), region),
  },
];
