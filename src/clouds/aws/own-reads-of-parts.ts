import {
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  GetManagedPrefixListEntriesCommand,
} from '@aws-sdk/client-ec2';
import {
  BatchGetImageCommand,
  BatchGetRepositoryScanningConfigurationCommand,
  DescribeImageScanFindingsCommand,
  GetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import {
  DescribeAddonCommand,
  DescribeCapabilityCommand,
  DescribeFargateProfileCommand,
  DescribeIdentityProviderConfigCommand,
  ListAssociatedAccessPoliciesCommand,
  ListInsightsCommand,
} from '@aws-sdk/client-eks';
import { GetOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import { GetKeyPolicyCommand, GetKeyRotationStatusCommand } from '@aws-sdk/client-kms';
import { networkAcl } from './ec2/network-acl/resource.ts';
import { networkInterface } from './ec2/network-interface/resource.ts';
import { prefixList } from './ec2/prefix-list/resource.ts';
import { routeTable } from './ec2/route-table/resource.ts';
import { ecrImageIndex } from './ecr/image-index/resource.ts';
import { ecrImageScan } from './ecr/image-scan/resource.ts';
import { ecrRepositoryPolicy } from './ecr/repository-policy/resource.ts';
import { ecrRepositoryScanning } from './ecr/repository-scanning/resource.ts';
import { principalOf } from './eks/access-entry/principal.ts';
import { accessPolicies } from './eks/access-policies/resource.ts';
import { eksAddon } from './eks/addon/resource.ts';
import { eksCapability } from './eks/capability/resource.ts';
import { fargateProfile } from './eks/fargate-profile/resource.ts';
import { identityProvider } from './eks/identity-provider/resource.ts';
import { eksInsights } from './eks/insights/resource.ts';
import { oidcProvider } from './iam/oidc-provider/resource.ts';
import { kmsKeyPolicy } from './kms/key-policy/resource.ts';
import { kmsKeyRotation } from './kms/key-rotation/resource.ts';
import type { OwnRead } from './own-read.ts';
import { partitionOf } from './partition.ts';

/** The own reads of what belongs to something else: a setting of a repository, the scan of an image, an add-on. */
export const readsOfParts: readonly OwnRead[] = [
  {
    type: eksAddon,
    api: 'eks:DescribeAddon',
    missing: /^ResourceNotFoundException$/,
    // The ARN ends with an id of its own, which is another one where the add-on was made anew under its name.
    async read({ eks }, path, options) {
      const [, clusterName, addonName] = path.split('/');
      const { addon } = await eks.send(new DescribeAddonCommand({ clusterName, addonName }), options);
      return addon?.addonArn;
    },
  },
  {
    type: accessPolicies,
    api: 'eks:ListAssociatedAccessPolicies',
    missing: /^ResourceNotFoundException$/,
    async read({ eks }, path, options) {
      const [, clusterName, ...rest] = path.split('/');
      const principalArn = principalOf(rest.slice(0, -1).join('/'), partitionOf(await eks.config.region()));
      await eks.send(new ListAssociatedAccessPoliciesCommand({ clusterName, principalArn }), options);
      return undefined;
    },
  },
  {
    type: eksCapability,
    api: 'eks:DescribeCapability',
    missing: /^ResourceNotFoundException$/,
    async read({ eks }, path, options) {
      const [, clusterName, , capabilityName] = path.split('/');
      const { capability } = await eks.send(new DescribeCapabilityCommand({ clusterName, capabilityName }), options);
      return capability?.arn;
    },
  },
  {
    type: fargateProfile,
    api: 'eks:DescribeFargateProfile',
    missing: /^ResourceNotFoundException$/,
    // The ARN ends with an id of its own, which is another one where the profile was made anew under its name.
    async read({ eks }, path, options) {
      const [, clusterName, fargateProfileName] = path.split('/');
      const command = new DescribeFargateProfileCommand({ clusterName, fargateProfileName });
      const { fargateProfile: there } = await eks.send(command, options);
      return there?.fargateProfileArn;
    },
  },
  {
    type: eksInsights,
    api: 'eks:ListInsights',
    missing: /^ResourceNotFoundException$/,
    async read({ eks }, path, options) {
      await eks.send(new ListInsightsCommand({ clusterName: path.split('/')[1], maxResults: 1 }), options);
      return undefined;
    },
  },
  {
    type: identityProvider,
    api: 'eks:DescribeIdentityProviderConfig',
    missing: /^ResourceNotFoundException$/,
    async read({ eks }, path, options) {
      const [, clusterName, type, name] = path.split('/');
      const command = new DescribeIdentityProviderConfigCommand({
        clusterName,
        identityProviderConfig: { type, name },
      });
      const { identityProviderConfig: there } = await eks.send(command, options);
      return there?.oidc?.identityProviderConfigArn;
    },
  },
  {
    type: networkInterface,
    api: 'ec2:DescribeNetworkInterfaces',
    missing: /^InvalidNetworkInterfaceID\.NotFound$/,
    async read({ ec2 }, path, options) {
      const request = { NetworkInterfaceIds: [lastOf(path)], IncludeManagedResources: true };
      await ec2.send(new DescribeNetworkInterfacesCommand(request), options);
      return undefined;
    },
  },
  {
    type: routeTable,
    api: 'ec2:DescribeRouteTables',
    missing: /^InvalidRouteTableID\.NotFound$/,
    async read({ ec2 }, path, options) {
      await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [lastOf(path)] }), options);
      return undefined;
    },
  },
  {
    type: networkAcl,
    api: 'ec2:DescribeNetworkAcls',
    missing: /^InvalidNetworkAclID\.NotFound$/,
    async read({ ec2 }, path, options) {
      await ec2.send(new DescribeNetworkAclsCommand({ NetworkAclIds: [lastOf(path)] }), options);
      return undefined;
    },
  },
  {
    type: prefixList,
    api: 'ec2:GetManagedPrefixListEntries',
    missing: /^InvalidPrefixListI[Dd]\.NotFound$/,
    async read({ ec2 }, path, options) {
      await ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId: lastOf(path) }), options);
      return undefined;
    },
  },
  {
    type: ecrRepositoryPolicy,
    api: 'ecr:GetRepositoryPolicy',
    missing: /^Repository(?:Policy)?NotFoundException$/,
    async read({ ecr }, path, options) {
      const request = { repositoryName: repositoryOf(path, '/policy') };
      await ecr.send(new GetRepositoryPolicyCommand(request), options);
      return undefined;
    },
  },
  {
    type: ecrRepositoryScanning,
    api: 'ecr:BatchGetRepositoryScanningConfiguration',
    missing: /^RepositoryNotFoundException$/,
    // A repository that is not there is no error of the call.
    async read({ ecr }, path, options) {
      const request = { repositoryNames: [repositoryOf(path, '/scanning')] };
      const { failures = [] } = await ecr.send(new BatchGetRepositoryScanningConfigurationCommand(request), options);
      return failures.some(({ failureCode }) => failureCode === 'REPOSITORY_NOT_FOUND') ? '' : undefined;
    },
  },
  {
    type: ecrImageScan,
    api: 'ecr:DescribeImageScanFindings',
    missing: /^(?:Scan|Image|Repository)NotFoundException$/,
    async read({ ecr }, path, options) {
      const request = imageOf(path, '/scan');
      await ecr.send(new DescribeImageScanFindingsCommand({ ...request, maxResults: 1 }), options);
      return undefined;
    },
  },
  {
    type: ecrImageIndex,
    api: 'ecr:BatchGetImage',
    missing: /^RepositoryNotFoundException$/,
    // An image that is not there is no error of the call.
    async read({ ecr }, path, options) {
      const { repositoryName, imageId } = imageOf(path, '/index');
      const { failures = [] } = await ecr.send(
        new BatchGetImageCommand({ repositoryName, imageIds: [imageId] }),
        options,
      );
      return failures.some(({ failureCode }) => failureCode === 'ImageNotFound') ? '' : undefined;
    },
  },
  {
    type: kmsKeyPolicy,
    api: 'kms:GetKeyPolicy',
    missing: /^NotFoundException$/,
    async read({ kms }, path, options) {
      await kms.send(new GetKeyPolicyCommand({ KeyId: keyOf(path), PolicyName: 'default' }), options);
      return undefined;
    },
  },
  {
    type: kmsKeyRotation,
    api: 'kms:GetKeyRotationStatus',
    missing: /^NotFoundException$/,
    async read({ kms }, path, options) {
      await kms.send(new GetKeyRotationStatusCommand({ KeyId: keyOf(path) }), options);
      return undefined;
    },
  },
  {
    type: oidcProvider,
    api: 'iam:GetOpenIDConnectProvider',
    missing: /^NoSuchEntity(?:Exception)?$/,
    async read({ iam }, _, options, address) {
      await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: address }), options);
      return undefined;
    },
  },
];

const lastOf = (path: string): string => path.split('/').at(-1) ?? path;

const keyOf = (path: string): string | undefined => path.split('/')[1];

const repositoryOf = (path: string, part: string): string => path.slice('repository/'.length, -part.length);

function imageOf(path: string, part: string): { repositoryName: string; imageId: { imageDigest: string } } {
  const [repositoryName = '', imageDigest = ''] = repositoryOf(path, part).split('@');
  return { repositoryName, imageId: { imageDigest } };
}
