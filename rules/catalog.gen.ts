// Written by `npm run gen`. Do not edit.

import type { AnyRule } from '#engine/any-rule';
import { awsRules } from './catalog.aws.gen.ts';
import { azureRules } from './catalog.azure.gen.ts';
import { gcpRules } from './catalog.gcp.gen.ts';
import { kubernetesRules } from './catalog.kubernetes.gen.ts';
import { crossRules } from './catalog.cross.gen.ts';

/** Every rule that ships. */
export const rules: readonly AnyRule[] = [...awsRules, ...azureRules, ...gcpRules, ...kubernetesRules, ...crossRules];

/** The platform whose folder each rule lies in. */
export const ruleProviders = {
  'ami-allow-deny-list': 'aws',
  'sg-ingress-admin-port-open': 'aws',
  'ecr-image-critical-cves': 'aws',
  'eks-endpoint-public-cidr-open': 'aws',
  'eks-node-ebs-unencrypted': 'aws',
  'eks-node-role-overprivileged': 'aws',
  'eks-version-unsupported': 'aws',
  'irsa-trust-wildcard': 'aws',
  'aks-api-public-unrestricted': 'azure',
  'azure-nsg-admin-port-open': 'azure',
  'cross-public-api-anonymous-rbac': 'cross',
  'gcp-firewall-admin-port-open': 'gcp',
  'k8s-namespace-no-network-policy': 'kubernetes',
  'k8s-rbac-cluster-admin-binding': 'kubernetes',
  'k8s-run-as-root': 'kubernetes',
} as const;

/** The file of each rule, from the root. */
export const rulePaths = {
  'ami-allow-deny-list': 'rules/aws/ec2/ami-allow-deny-list.ts',
  'sg-ingress-admin-port-open': 'rules/aws/ec2/sg-ingress-admin-port-open.ts',
  'ecr-image-critical-cves': 'rules/aws/ecr/ecr-image-critical-cves.ts',
  'eks-endpoint-public-cidr-open': 'rules/aws/eks/eks-endpoint-public-cidr-open.ts',
  'eks-node-ebs-unencrypted': 'rules/aws/eks/eks-node-ebs-unencrypted.ts',
  'eks-node-role-overprivileged': 'rules/aws/eks/eks-node-role-overprivileged.ts',
  'eks-version-unsupported': 'rules/aws/eks/eks-version-unsupported.ts',
  'irsa-trust-wildcard': 'rules/aws/iam/irsa-trust-wildcard.ts',
  'aks-api-public-unrestricted': 'rules/azure/aks/aks-api-public-unrestricted.ts',
  'azure-nsg-admin-port-open': 'rules/azure/network/azure-nsg-admin-port-open.ts',
  'cross-public-api-anonymous-rbac': 'rules/cross/cross-public-api-anonymous-rbac.ts',
  'gcp-firewall-admin-port-open': 'rules/gcp/compute/gcp-firewall-admin-port-open.ts',
  'k8s-namespace-no-network-policy': 'rules/kubernetes/network/k8s-namespace-no-network-policy.ts',
  'k8s-rbac-cluster-admin-binding': 'rules/kubernetes/rbac/k8s-rbac-cluster-admin-binding.ts',
  'k8s-run-as-root': 'rules/kubernetes/workload/k8s-run-as-root.ts',
} as const;

/** The id of a rule that ships. */
export type RuleId = keyof typeof ruleProviders;
