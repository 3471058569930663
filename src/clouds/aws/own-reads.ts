import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeSecurityGroupsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeImagesCommand as DescribeContainerImagesCommand,
  DescribeRepositoriesCommand,
} from '@aws-sdk/client-ecr';
import { DescribeAccessEntryCommand, DescribeClusterCommand, DescribeNodegroupCommand } from '@aws-sdk/client-eks';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { image } from './ec2/image/resource.ts';
import { instance } from './ec2/instance/resource.ts';
import { launchTemplateVersion } from './ec2/launch-template-version/resource.ts';
import { securityGroup } from './ec2/security-group/resource.ts';
import { vpc } from './ec2/vpc/resource.ts';
import { volume } from './ec2/volume/resource.ts';
import { ecrImage } from './ecr/image/resource.ts';
import { principalOf } from './eks/access-entry/principal.ts';
import { accessEntry } from './eks/access-entry/resource.ts';
import { ecrRepository } from './ecr/repository/resource.ts';
import { eksCluster } from './eks/cluster/resource.ts';
import { eksNodegroup } from './eks/nodegroup/resource.ts';
import { role } from './iam/role/resource.ts';
import { kmsKey } from './kms/key/resource.ts';
import { elbReads } from './elbv2/own-reads.ts';
import type { OwnRead } from './own-read.ts';
import { readsOfParts } from './own-reads-of-parts.ts';
import { partitionOf } from './partition.ts';

/** The types whose objects can be read by their own addresses. */
export const ownReads: readonly OwnRead[] = [
  {
    type: eksCluster,
    api: 'eks:DescribeCluster',
    missing: /^ResourceNotFoundException$/,
    async read({ eks }, path, options) {
      await eks.send(new DescribeClusterCommand({ name: lastOf(path) }), options);
      return undefined;
    },
  },
  {
    type: eksNodegroup,
    api: 'eks:DescribeNodegroup',
    missing: /^ResourceNotFoundException$/,
    // The ARN ends with an id of its own, which is another one where the group was made anew under its name.
    async read({ eks }, path, options) {
      const [, clusterName, nodegroupName] = path.split('/');
      const { nodegroup } = await eks.send(new DescribeNodegroupCommand({ clusterName, nodegroupName }), options);
      return nodegroup?.nodegroupArn;
    },
  },
  {
    type: accessEntry,
    api: 'eks:DescribeAccessEntry',
    missing: /^ResourceNotFoundException$/,
    // The ARN ends with an id of its own, which is another one where the entry was made anew for its principal.
    async read({ eks }, path, options) {
      const [, clusterName, ...rest] = path.split('/');
      const principalArn = principalOf(rest.slice(0, -1).join('/'), partitionOf(await eks.config.region()));
      const command = new DescribeAccessEntryCommand({ clusterName, principalArn });
      const { accessEntry: there } = await eks.send(command, options);
      return there?.accessEntryArn;
    },
  },
  {
    type: role,
    api: 'iam:GetRole',
    missing: /^NoSuchEntity(?:Exception)?$/,
    // Names are unique in an account; the path that stands before the name in the ARN is no part of them.
    async read({ iam }, path, options) {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: lastOf(path) }), options);
      return Role?.Arn;
    },
  },
  {
    type: ecrImage,
    api: 'ecr:DescribeImages',
    missing: /^(?:Image|Repository)NotFoundException$/,
    // An archived image is in no listing, and still there.
    async read({ ecr }, path, options) {
      const [repository = '', imageDigest] = path.split('@');
      const request = {
        repositoryName: repository.replace(/^repository\//, ''),
        imageIds: [{ imageDigest }],
        filter: { imageStatus: 'ANY' as const },
      };
      await ecr.send(new DescribeContainerImagesCommand(request), options);
      return undefined;
    },
  },
  {
    type: ecrRepository,
    api: 'ecr:DescribeRepositories',
    missing: /^RepositoryNotFoundException$/,
    async read({ ecr }, path, options) {
      const request = { repositoryNames: [path.replace(/^repository\//, '')] };
      await ecr.send(new DescribeRepositoriesCommand(request), options);
      return undefined;
    },
  },
  {
    type: securityGroup,
    api: 'ec2:DescribeSecurityGroups',
    missing: /^InvalidGroup\.NotFound$/,
    async read({ ec2 }, path, options) {
      await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [lastOf(path)] }), options);
      return undefined;
    },
  },
  {
    type: volume,
    api: 'ec2:DescribeVolumes',
    missing: /^InvalidVolume\.NotFound$/,
    async read({ ec2 }, path, options) {
      const request = { VolumeIds: [lastOf(path)], IncludeManagedResources: true };
      await ec2.send(new DescribeVolumesCommand(request), options);
      return undefined;
    },
  },
  {
    type: vpc,
    api: 'ec2:DescribeVpcs',
    missing: /^InvalidVpcID\.NotFound$/,
    async read({ ec2 }, path, options) {
      await ec2.send(new DescribeVpcsCommand({ VpcIds: [lastOf(path)] }), options);
      return undefined;
    },
  },
  {
    type: kmsKey,
    api: 'kms:DescribeKey',
    // A key that waits for its deletion is still there.
    missing: /^NotFoundException$/,
    async read({ kms }, path, options) {
      await kms.send(new DescribeKeyCommand({ KeyId: lastOf(path) }), options);
      return undefined;
    },
  },
  {
    type: instance,
    api: 'ec2:DescribeInstances',
    missing: /^InvalidInstanceID\.NotFound$/,
    async read({ ec2 }, path, options) {
      const request = { InstanceIds: [lastOf(path)], IncludeManagedResources: true };
      await ec2.send(new DescribeInstancesCommand(request), options);
      return undefined;
    },
  },
  {
    type: launchTemplateVersion,
    api: 'ec2:DescribeLaunchTemplateVersions',
    missing: /^InvalidLaunchTemplateId\.(?:Version)?NotFound$/,
    async read({ ec2 }, path, options) {
      const [LaunchTemplateId = '', version = ''] = lastOf(path).split(':');
      const request = { LaunchTemplateId, Versions: [version], IncludeManagedResources: true };
      await ec2.send(new DescribeLaunchTemplateVersionsCommand(request), options);
      return undefined;
    },
  },
  {
    type: image,
    api: 'ec2:DescribeImages',
    missing: /^InvalidAMIID\.NotFound$/,
    async read({ ec2 }, path, options) {
      const request = { ImageIds: [lastOf(path)], IncludeDeprecated: true, IncludeDisabled: true };
      await ec2.send(new DescribeImagesCommand(request), options);
      return undefined;
    },
  },
  ...readsOfParts,
  ...elbReads,
];

const lastOf = (path: string): string => path.split('/').at(-1) ?? path;
